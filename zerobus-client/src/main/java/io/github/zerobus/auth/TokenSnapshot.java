package io.github.zerobus.auth;

/** Numbers of an {@link OAuthTokenProvider} at one moment, for all tables together. Immutable. */
public final class TokenSnapshot {

    private final long refreshes;
    private final long refreshFailures;

    TokenSnapshot(long refreshes, long refreshFailures) {
        this.refreshes = refreshes;
        this.refreshFailures = refreshFailures;
    }

    /**
     * Number of requests that returned a token.
     *
     * @return a count
     */
    public long refreshes() {
        return refreshes;
    }

    /**
     * Number of requests that failed, including those after which a cached token was still valid.
     *
     * @return a count
     */
    public long refreshFailures() {
        return refreshFailures;
    }

    @Override
    public String toString() {
        return "TokenSnapshot[refreshes=" + refreshes + ", refreshFailures=" + refreshFailures + "]";
    }
}
