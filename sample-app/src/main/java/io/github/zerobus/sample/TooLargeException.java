package io.github.zerobus.sample;

/** A body is larger than a request may be. */
class TooLargeException extends RuntimeException {

    TooLargeException(int limit) {
        super("the body has more than " + limit + " bytes; send it in parts");
    }
}
