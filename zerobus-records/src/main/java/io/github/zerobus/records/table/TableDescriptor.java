package io.github.zerobus.records.table;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The protobuf message of a table: field number 1 for the first column, required fields for columns with NOT NULL, and
 * nested messages for STRUCT and MAP.
 *
 * @param columns that are fields of the message
 * @param descriptor of the message
 * @param omitted names of columns that no message can have, such as arrays of arrays; all of them may be null
 */
public record TableDescriptor(TableColumns columns, Descriptor descriptor, List<String> omitted) {

    /** Numbers above are not valid for any field. */
    private static final int MAX_NUMBER = 18_999;

    /** Creates a description. */
    public TableDescriptor {
        omitted = List.copyOf(omitted);
    }

    /**
     * Declares the message of a table.
     *
     * @param table columns of the table
     * @param positions of the columns in the table, counted from 0; empty if they are without gaps
     * @return a new description
     * @throws IllegalArgumentException if a column with NOT NULL cannot be declared, or no column can
     */
    public static TableDescriptor of(TableColumns table, List<Integer> positions) {
        List<Integer> numbers = numbers(table.columns().size(), positions);
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Row");
        MessageOfColumns fields = new MessageOfColumns(message, ".Row");
        for (int i = 0; i < numbers.size(); i++) {
            fields.add(table.columns().get(i), numbers.get(i));
        }
        if (message.getFieldCount() == 0) {
            throw new IllegalArgumentException("the table has no column that a protobuf message can have");
        }
        Set<String> omitted = new HashSet<>(fields.omitted());
        List<TableColumn> declared = table.columns().stream()
                .filter(column -> !omitted.contains(column.name()))
                .toList();
        return new TableDescriptor(new TableColumns(declared), link(message.build()), fields.omitted());
    }

    private static List<Integer> numbers(int columns, List<Integer> positions) {
        boolean usable = positions.size() == columns
                && new HashSet<>(positions).size() == columns
                && positions.stream().allMatch(position -> position >= 0 && position < MAX_NUMBER);
        return IntStream.range(0, columns)
                .mapToObj(column -> (usable ? positions.get(column) : column) + 1)
                .toList();
    }

    private static Descriptor link(DescriptorProto message) {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("table.proto")
                .addMessageType(message)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException("the columns are no protobuf message: " + e.getMessage(), e);
        }
    }
}
