package io.github.zerobus.benchmarks.client;

/** The measured clients. */
public enum ClientKind {
    OURS,
    OFFICIAL,
    BARE,
    TEMPLATE;

    /** Opens a client of this kind. */
    public BenchmarkClient open(ClientSettings settings) throws Exception {
        return switch (this) {
            case OURS -> new OurClient(settings);
            case OFFICIAL -> new OfficialClient(settings);
            case BARE -> new BareClient(settings);
            case TEMPLATE -> throw new IllegalArgumentException("the template sends JSON only");
        };
    }

    /** Opens a client of this kind that sends JSON. */
    public JsonClient openJson(ClientSettings settings) throws Exception {
        return switch (this) {
            case OURS -> new OurJsonClient(settings);
            case OFFICIAL -> new OfficialJsonClient(settings);
            case TEMPLATE -> new TemplateClient(settings);
            case BARE -> throw new IllegalArgumentException("the bare client sends protobuf only");
        };
    }
}
