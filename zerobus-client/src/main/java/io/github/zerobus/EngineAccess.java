package io.github.zerobus;

/**
 * Access for the engine to what applications must not call: the constructors and limits that the types of this package
 * hide. The only door between the packages, so that none of those types has to open one. Not API.
 */
@Internal
public final class EngineAccess {

    /** What each record costs in the in-flight budget beside its payload, in bytes. */
    public static final int RECORD_OVERHEAD = StreamOptions.RECORD_OVERHEAD;

    private EngineAccess() {}
}
