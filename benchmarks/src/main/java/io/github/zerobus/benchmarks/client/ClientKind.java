package io.github.zerobus.benchmarks.client;

/** The measured clients. */
public enum ClientKind {
    OURS,
    OFFICIAL,
    BARE;

    /** Opens a client of this kind. */
    public BenchmarkClient open(ClientSettings settings) throws Exception {
        return switch (this) {
            case OURS -> new OurClient(settings);
            case OFFICIAL -> new OfficialClient(settings);
            case BARE -> new BareClient(settings);
        };
    }
}
