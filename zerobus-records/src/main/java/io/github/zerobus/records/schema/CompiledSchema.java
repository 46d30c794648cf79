package io.github.zerobus.records.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import io.github.zerobus.records.encoding.RecordEncoder;

/**
 * The schema of a class.
 *
 * @param message declaration of the message, which contains the types of all nested messages
 * @param encoder of the objects of the class
 */
public record CompiledSchema(DescriptorProto message, RecordEncoder encoder) {}
