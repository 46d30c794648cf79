package io.github.zerobus.records;

/** Writes objects of the application as JSON, so that the template needs no JSON library itself. Thread-safe. */
@FunctionalInterface
public interface ObjectJson {

    /** The object in UTF-8. */
    byte[] write(Object record);
}
