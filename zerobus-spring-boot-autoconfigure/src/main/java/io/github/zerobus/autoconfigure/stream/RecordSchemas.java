package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.records.FieldNaming;
import io.github.zerobus.records.RecordSchema;

/** Creates the schemas of record classes. */
@FunctionalInterface
interface RecordSchemas {

    RecordSchema of(Class<?> type, FieldNaming naming);
}
