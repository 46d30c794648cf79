package io.github.zerobus.records.jackson;

import io.github.zerobus.records.encoding.InvalidValueException;
import io.github.zerobus.records.encoding.RefusedValueException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes objects as JSON in the forms of column types: times as microseconds, dates as days, decimals as text, enums by
 * name. Naming, inclusion and mix-ins are those of the mapper from which it is created. Immutable and thread-safe.
 *
 * <pre>{@code
 * PayloadConverter converter = PayloadConverter.builder(RecordType.JSON)
 *         .json(ColumnJson.of(mapper)::write)
 *         .build();
 * }</pre>
 */
public final class ColumnJson {

    private final JsonMapper mapper;

    private ColumnJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Creates a writer with a copy of a mapper.
     *
     * @param mapper of the application; is not changed
     * @return a new writer
     */
    public static ColumnJson of(JsonMapper mapper) {
        return new ColumnJson(columnMapper(mapper, new ColumnModule(true)));
    }

    static JsonMapper columnMapper(JsonMapper mapper, ColumnModule module) {
        return mapper.rebuild()
                .addModule(module)
                .defaultBase64Variant(Base64Variants.MIME_NO_LINEFEEDS)
                .enable(MapperFeature.PROPAGATE_TRANSIENT_MARKER)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                // For the path of a refused value, and since foreign exceptions may contain values.
                .enable(SerializationFeature.WRAP_EXCEPTIONS)
                .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .disable(EnumFeature.WRITE_ENUMS_USING_INDEX)
                .disable(EnumFeature.WRITE_ENUM_KEYS_USING_INDEX)
                .build();
    }

    /**
     * Writes an object.
     *
     * @param record never null
     * @return JSON in UTF-8
     * @throws IllegalArgumentException if no column can hold a value; the message has the path of the value, but not
     *     the value
     */
    public byte[] write(Object record) {
        try {
            return mapper.writeValueAsBytes(record);
        } catch (JacksonException | InvalidValueException e) {
            throw refused(record, e);
        }
    }

    private static RefusedValueException refused(Object record, RuntimeException e) {
        InvalidValueException value = invalidValue(e);
        String path = e instanceof JacksonException located ? path(located.getPath()) : "";
        String subject = path.isEmpty() ? "it" : path;
        String problem =
                value != null ? subject + value.getMessage() : subject + " cannot be written as JSON: " + name(e);
        return new RefusedValueException(
                record.getClass().getName() + " cannot be encoded: " + problem, value != null ? null : e.getCause());
    }

    private static @Nullable InvalidValueException invalidValue(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValueException invalid) {
                return invalid;
            }
        }
        return null;
    }

    /** Returns what failed, without the text of the exception, which may contain the value. */
    private static String name(RuntimeException e) {
        if (e instanceof InvalidDefinitionException definition) {
            // About a class, not about a value.
            return definition.getOriginalMessage() + "; send a record, a bean or a Map";
        }
        Throwable cause = e.getCause();
        return cause == null ? e.getClass().getSimpleName() : cause.getClass().getName();
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            String name = reference.getPropertyName();
            if (name == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.from() instanceof Map ? "value" : name);
            }
        }
        return path.toString();
    }
}
