package io.github.zerobus.template;

import io.github.zerobus.FlushResult;
import io.github.zerobus.MessageId;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.records.ObjectJson;
import io.github.zerobus.records.PayloadConverter;
import io.github.zerobus.records.RecordConverter;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Thin helper over a {@link MultiplexedStream}: converts records, hands them over, waits where asked. Does not open or
 * close the stream. Thread-safe.
 */
public class ZerobusTemplate implements ZerobusOperations {

    private final MultiplexedStream stream;
    private final TemplateConverter converter;

    /**
     * A template for a stream.
     *
     * @param json writes objects; without it, only text, bytes and protobuf messages can be sent
     */
    public ZerobusTemplate(MultiplexedStream stream, @Nullable ObjectJson json) {
        this(stream, json, List.of());
    }

    /**
     * A template for a stream, with converters.
     *
     * @param json writes objects; without it, only text, bytes, protobuf messages and what the converters take can be sent
     * @param converters asked first, in this order
     */
    public ZerobusTemplate(MultiplexedStream stream, @Nullable ObjectJson json, List<RecordConverter> converters) {
        this.stream = stream;
        this.converter =
                new TemplateConverter(PayloadConverter.builder(stream.options().recordType())
                        .descriptor(stream.descriptor().orElse(null))
                        .json(json)
                        .converters(converters)
                        .build());
    }

    @Override
    public MessageId ingest(Object record) {
        return stream.ingest(converter.convert(record));
    }

    @Override
    public MessageId ingest(Object record, SendOptions options) {
        return stream.ingest(converter.convert(record), options);
    }

    @Override
    public MessageId ingestBatch(Collection<?> records) {
        return stream.ingestBatch(converter.convertAll(records));
    }

    @Override
    public MessageId ingestBatch(Collection<?> records, SendOptions options) {
        return stream.ingestBatch(converter.convertAll(records), options);
    }

    @Override
    public Optional<MessageId> tryIngest(Object record) {
        return stream.tryIngest(converter.convert(record));
    }

    @Override
    public Optional<MessageId> tryIngest(Object record, SendOptions options) {
        return stream.tryIngest(converter.convert(record), options);
    }

    @Override
    public void await(MessageId id) {
        stream.await(id);
    }

    @Override
    public void await(MessageId id, Duration timeout) {
        stream.await(id, timeout);
    }

    @Override
    public CompletableFuture<SendResult> send(Object record) {
        return stream.ingestAsync(converter.convert(record));
    }

    @Override
    public CompletableFuture<SendResult> send(Object record, SendOptions options) {
        return stream.ingestAsync(converter.convert(record), options);
    }

    @Override
    public CompletableFuture<SendResult> sendBatch(Collection<?> records) {
        return stream.ingestBatchAsync(converter.convertAll(records));
    }

    @Override
    public CompletableFuture<SendResult> sendBatch(Collection<?> records, SendOptions options) {
        return stream.ingestBatchAsync(converter.convertAll(records), options);
    }

    @Override
    public SendResult sendAndAwait(Object record, Duration timeout) {
        return sendAndAwait(record, SendOptions.timeLimit(timeout));
    }

    @Override
    public SendResult sendAndAwait(Object record, SendOptions options) {
        return stream.ingestAndAwait(converter.convert(record), options);
    }

    @Override
    public FlushResult flush(Duration timeout) {
        return stream.flush(timeout);
    }
}
