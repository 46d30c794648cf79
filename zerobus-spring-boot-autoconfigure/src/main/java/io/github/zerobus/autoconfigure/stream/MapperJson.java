package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.records.ObjectJson;
import io.github.zerobus.records.jackson.ColumnJson;
import tools.jackson.databind.json.JsonMapper;

/** Writes objects by the mapper of the application, in the forms of column types unless a stream disables them. */
final class MapperJson implements ObjectJson {

    private final JsonMapper mapper;
    private final ColumnJson columns;

    MapperJson(JsonMapper mapper) {
        this.mapper = mapper;
        this.columns = ColumnJson.of(mapper);
    }

    @Override
    public byte[] write(Object record) {
        return columns.write(record);
    }

    /** Returns the JSON of the mapper itself. */
    ObjectJson withoutColumnTypes() {
        return mapper::writeValueAsBytes;
    }
}
