package io.github.zerobus.sample;

/** The request body is malformed. The message contains line and column. */
class MalformedBodyException extends RuntimeException {

    MalformedBodyException(String what, int line, int column) {
        super(what + ", at line " + line + " column " + column);
    }
}
