package io.github.zerobus.records;

import io.github.zerobus.records.jackson.JacksonProperties;
import tools.jackson.databind.json.JsonMapper;

/** Creates schemas whose columns are those that a mapper of Jackson 3 writes. */
public final class JacksonRecordSchema {

    private JacksonRecordSchema() {}

    /**
     * Creates the schema of a class.
     *
     * @param type record or bean class
     * @param naming strategy for the names that neither an annotation nor the mapper gives
     * @param mapper whose naming, mix-ins and modules count; is not changed
     * @return a new schema
     * @throws IllegalArgumentException as {@link RecordSchema#of(Class, FieldNaming)}
     */
    public static RecordSchema of(Class<?> type, FieldNaming naming, JsonMapper mapper) {
        return RecordSchema.of(type, naming, new JacksonProperties(mapper));
    }
}
