package io.github.zerobus.records;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.MessageLite;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.records.encoding.InvalidValueException;
import io.github.zerobus.records.encoding.RefusedValueException;
import io.github.zerobus.records.encoding.UnsupportedValues;
import io.github.zerobus.records.table.TableDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes records as the protobuf message of a table: maps by the names of the columns, JSON objects as text or as
 * trees of JSON libraries, and all other objects as their JSON. Values have the forms of docs/records.md. Generated
 * messages and bytes are left to other converters.
 *
 * <p>Immutable and thread-safe. A {@link RecordSchema} encodes objects of one class several times faster.
 */
public final class TableRecords implements RecordConverter {

    private final TableDescriptor table;
    private final MapMessage messages;
    private final @Nullable ObjectJson json;

    private TableRecords(TableDescriptor table, @Nullable ObjectJson json) {
        this.table = table;
        this.messages = new MapMessage(table.descriptor());
        this.json = json;
    }

    /**
     * Creates a converter.
     *
     * @param table message of the table
     * @param json writes objects in the forms of column types; null to refuse objects
     * @return a converter for streams of type PROTO with the descriptor of the table
     */
    public static RecordConverter of(TableDescriptor table, @Nullable ObjectJson json) {
        return new TableRecords(table, json);
    }

    @Override
    public @Nullable Payload convert(Object record, RecordType type) {
        if (type != RecordType.PROTO || record instanceof MessageLite || record instanceof byte[]) {
            return null;
        }
        if (record instanceof Map<?, ?> map && !UnsupportedValues.isTree(record.getClass())) {
            return payload(map);
        }
        String text = text(record);
        return text == null ? null : payload(object(record, text).asMap());
    }

    private Payload payload(Map<?, ?> record) {
        try {
            return Payload.proto(messages.convert(TableValues.of(table.columns().columns(), record)));
        } catch (InvalidValueException e) {
            throw new RefusedValueException("the record cannot be encoded for its table: " + e.getMessage(), null);
        }
    }

    private @Nullable String text(Object record) {
        if (record instanceof CharSequence || UnsupportedValues.isTree(record.getClass())) {
            return record.toString();
        }
        String problem = UnsupportedValues.problem(record.getClass());
        if (problem != null) {
            throw new RefusedValueException("the record " + problem, null);
        }
        return json == null ? null : new String(json.write(record), StandardCharsets.UTF_8);
    }

    private static JsonObject object(Object record, String text) {
        try {
            JsonElement parsed = JsonParser.parseString(text);
            if (parsed instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException | StackOverflowError e) {
            // Dropped, since its message may repeat parts of the record.
        }
        throw new RefusedValueException(
                "an object of " + record.getClass().getName()
                        + " is not one JSON object; send records, beans, maps or the text of an object",
                null);
    }
}
