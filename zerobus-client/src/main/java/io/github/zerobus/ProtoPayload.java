package io.github.zerobus;

/** One serialized protobuf message. */
public final class ProtoPayload implements Payload {

    private final byte[] bytes;

    ProtoPayload(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "ProtoPayload[" + bytes.length + " bytes]";
    }
}
