package io.github.zerobus.network;

import io.github.zerobus.network.Traffic.Direction;

/** Faults of all connections at once. */
enum NetworkFault {
    CUT,
    RESET,
    STALL,
    STALL_TO_SERVER,
    STALL_TO_CLIENT,
    HALF_OPEN,
    DRIP;

    void inject(FaultyProxy proxy) {
        switch (this) {
            case CUT -> proxy.cut();
            case RESET -> proxy.reset();
            case STALL -> proxy.stall(Direction.TO_SERVER, Direction.TO_CLIENT);
            case STALL_TO_SERVER -> proxy.stall(Direction.TO_SERVER);
            case STALL_TO_CLIENT -> proxy.stall(Direction.TO_CLIENT);
            case HALF_OPEN -> proxy.halfOpen();
            case DRIP -> proxy.drip();
        }
    }

    /** Returns whether the fault makes a connection unusable. A slow connection stays usable. */
    boolean breaksConnection() {
        return this != DRIP;
    }
}
