package io.github.zerobus.autoconfigure.stream;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.auth.UnityCatalog;
import io.github.zerobus.autoconfigure.ZerobusCredentials;
import io.github.zerobus.autoconfigure.ZerobusStreamProperties;
import io.github.zerobus.autoconfigure.catalog.TableMessage;
import io.github.zerobus.records.RecordSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Decides what defines the message of a stream: the record class, or else a descriptor bean, or else the table. */
final class RecordMessages {

    private final @Nullable UnityCatalog catalog;
    private final ObjectProvider<Descriptor> descriptor;
    private final ObjectProvider<RecordSchemas> schemas;

    RecordMessages(
            ZerobusCredentials credentials,
            ObjectProvider<Descriptor> descriptor,
            ObjectProvider<RecordSchemas> schemas) {
        this.catalog = credentials.oauth().map(OAuthTokenProvider::catalog).orElse(null);
        this.descriptor = descriptor;
        this.schemas = schemas;
    }

    /** @param prefix of the keys of the stream */
    RecordMessage of(String prefix, String table, ZerobusStreamProperties properties, StreamOptions options) {
        RecordSchemas creator = schemas.getIfAvailable(() -> RecordSchema::of);
        Class<?> type = properties.getRecordClass();
        if (options.recordType() != RecordType.PROTO) {
            return RecordMessage.ofJson(type, creator);
        }
        if (type != null) {
            return RecordMessage.of(prefix, type, properties, creator);
        }
        Descriptor bean = descriptor.getIfAvailable();
        return bean != null || catalog == null
                ? RecordMessage.of(bean)
                : RecordMessage.ofTable(new TableMessage(catalog, prefix, table, options.startupTimeout()));
    }
}
