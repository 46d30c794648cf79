package io.github.zerobus.sample;

/** A body is not what it should be; says where. */
class MalformedBodyException extends RuntimeException {

    MalformedBodyException(String what, int line, int column) {
        super(what + ", at line " + line + " column " + column);
    }
}
