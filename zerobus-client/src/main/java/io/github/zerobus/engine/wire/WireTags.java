package io.github.zerobus.engine.wire;

/** Tags of the protobuf encoding: field number and wire type in one. */
final class WireTags {

    private WireTags() {}

    static int of(int field, int wireType) {
        return (field << 3) | wireType;
    }
}
