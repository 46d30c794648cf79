package io.github.zerobus.records.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import io.github.zerobus.records.encoding.RecordEncoder;
import io.github.zerobus.records.table.TableColumn;
import java.util.List;

/**
 * The schema of a class.
 *
 * @param message declaration of the message, which contains the types of all nested messages
 * @param columns of the table that holds the message
 * @param encoder of the objects of the class
 */
public record CompiledSchema(DescriptorProto message, List<TableColumn> columns, RecordEncoder encoder) {}
