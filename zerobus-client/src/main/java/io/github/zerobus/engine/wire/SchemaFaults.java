package io.github.zerobus.engine.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.github.zerobus.ForeignText;
import io.github.zerobus.SchemaFault;
import io.grpc.Metadata;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the status detail that the service adds when records do not match the table (docs/protocol.md#4.4). */
final class SchemaFaults {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final String REASON = "SCHEMA_VALIDATION_FAILED";
    private static final Set<String> DOMAINS = Set.of("zerobus.databricks.com", "");

    private SchemaFaults() {}

    /** Returns the fault in the trailers, or null if there is none or it cannot be read. */
    static @Nullable SchemaFault in(Metadata trailers, Collection<String> secrets) {
        byte[] bytes = trailers.get(DETAILS);
        try {
            return bytes == null ? null : in(com.google.rpc.Status.parseFrom(bytes), secrets);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    private static @Nullable SchemaFault in(com.google.rpc.Status status, Collection<String> secrets)
            throws InvalidProtocolBufferException {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                ErrorInfo info = detail.unpack(ErrorInfo.class);
                if (info.getReason().equals(REASON) && DOMAINS.contains(info.getDomain())) {
                    return new SchemaFault(
                            causes(info.getMetadataOrDefault("causes", "")),
                            ForeignText.of(info.getMetadataOrDefault("error_code", ""), secrets));
                }
            }
        }
        return null;
    }

    private static List<SchemaFault.Cause> causes(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(SchemaFaults::cause)
                .distinct()
                .toList();
    }

    private static SchemaFault.Cause cause(String name) {
        return Arrays.stream(SchemaFault.Cause.values())
                .filter(cause -> cause.name().equals(name))
                .findFirst()
                .orElse(SchemaFault.Cause.UNKNOWN);
    }
}
