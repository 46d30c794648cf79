package io.github.zerobus.auth;

/** The stages of a request, in their order. Each says what is missing if the time is over. */
enum HttpStage {
    ROUTE("the settings of the proxy and of TLS were not read"),
    NAME("the name of the host was not resolved"),
    CONNECTION("there was no connection"),
    TUNNEL("the proxy did not answer"),
    TLS("the TLS handshake was not complete"),
    RESPONSE("the response was not complete");

    private final String missing;

    HttpStage(String missing) {
        this.missing = missing;
    }

    String missing() {
        return missing;
    }
}
