package io.github.zerobus.records.table;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.zerobus.records.table.TableColumn.DataType;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import io.github.zerobus.records.table.TableColumn.Scalar;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.List;

/** The columns of a protobuf message. Dates, times and decimals have the types of their forms. */
public final class DescriptorColumns {

    /** Of recursive messages, which no table holds. */
    private static final int MAX_DEPTH = 16;

    private DescriptorColumns() {}

    /**
     * Returns the columns of a message.
     *
     * @param message descriptor of a stream
     * @return one column for each field
     */
    public static TableColumns of(Descriptor message) {
        return new TableColumns(fields(message, 0));
    }

    private static List<TableColumn> fields(Descriptor message, int depth) {
        return message.getFields().stream()
                .map(field -> new TableColumn(field.getName(), type(field, depth), field.isRequired()))
                .toList();
    }

    private static DataType type(FieldDescriptor field, int depth) {
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            return new MapType(single(entry.findFieldByNumber(1), depth), single(entry.findFieldByNumber(2), depth));
        }
        return field.isRepeated() ? new ListType(single(field, depth)) : single(field, depth);
    }

    private static DataType single(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> new Scalar("INT");
            case LONG -> new Scalar("BIGINT");
            case FLOAT -> new Scalar("FLOAT");
            case DOUBLE -> new Scalar("DOUBLE");
            case BOOLEAN -> new Scalar("BOOLEAN");
            case STRING -> new Scalar("STRING");
            case BYTE_STRING -> new Scalar("BINARY");
            case ENUM -> new Scalar("ENUM");
            case MESSAGE -> new Struct(depth < MAX_DEPTH ? fields(field.getMessageType(), depth + 1) : List.of());
        };
    }
}
