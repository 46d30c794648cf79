package io.github.zerobus;

/**
 * A request is not durable in the table, but it is not lost either: it is kept where the message says, and is sent from
 * there.
 */
public final class RecordKeptException extends ZerobusException {

    private final MessageId id;
    private final String location;

    RecordKeptException(String message, MessageId id, String location) {
        super(ErrorKind.STORAGE, message);
        this.id = id;
        this.location = location;
    }

    /**
     * The request that is kept.
     *
     * @return its id
     */
    public MessageId id() {
        return id;
    }

    /**
     * Where it is kept, such as a rescue store and a position in it.
     *
     * @return a text for people
     */
    public String location() {
        return location;
    }
}
