package io.github.zerobus.records;

/**
 * Writes objects as JSON, so that this module depends on no JSON library. With Jackson:
 * {@code mapper::writeValueAsBytes}. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface ObjectJson {

    /**
     * Writes an object.
     *
     * @param record never null
     * @return one JSON object in UTF-8, well-formed; must not be changed later
     */
    byte[] write(Object record);
}
