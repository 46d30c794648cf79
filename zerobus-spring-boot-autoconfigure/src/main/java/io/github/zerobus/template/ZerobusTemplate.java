package io.github.zerobus.template;

import io.github.zerobus.FlushResult;
import io.github.zerobus.MessageId;
import io.github.zerobus.RecordType;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamSnapshot;
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
 * Template that converts records to payloads and passes them to a {@link MultiplexedStream}. It is auto-configured for
 * each stream and injected as {@code ZerobusTemplate} or {@link ZerobusOperations}; the template of a named stream is
 * injected with the name as the qualifier.
 *
 * <p>A complete application. With {@code zerobus-embedded} on the class path it needs the property {@code
 * zerobus.table} only:
 *
 * <pre>{@code
 * package com.example;
 *
 * import io.github.zerobus.FlushResult;
 * import io.github.zerobus.template.ZerobusTemplate;
 * import java.time.Duration;
 * import org.springframework.boot.CommandLineRunner;
 * import org.springframework.boot.SpringApplication;
 * import org.springframework.boot.autoconfigure.SpringBootApplication;
 * import org.springframework.context.annotation.Bean;
 *
 * @SpringBootApplication
 * public class TemperatureApplication {
 *
 *     public record Reading(String device, double celsius) {}
 *
 *     public static void main(String[] args) {
 *         SpringApplication.run(TemperatureApplication.class, args);
 *     }
 *
 *     @Bean
 *     CommandLineRunner sendReadings(ZerobusTemplate zerobus) {
 *         return args -> {
 *             // Returns when the record is in the buffer.
 *             zerobus.ingest(new Reading("pump-1", 21.5));
 *
 *             // Completes when the record is durable, or cannot become durable.
 *             zerobus.send(new Reading("pump-2", 22.0)).whenComplete((result, failure) ->
 *                     System.out.println(failure == null ? "durable: " + result.id() : "failed: " + failure));
 *
 *             // Waits for all records above.
 *             FlushResult result = zerobus.flush(Duration.ofSeconds(10));
 *             System.out.println(result.complete() ? "all durable" : result.remainingRequests() + " pending");
 *         };
 *     }
 * }
 * }</pre>
 *
 * <p>The template has no state but the stream. It neither opens nor closes it: in an application the auto-configuration
 * does both, elsewhere the creator of the stream. Thread-safe. Whether a method blocks, and what happens if the stream
 * is poisoned or closed, is described in {@link ZerobusOperations}.
 */
public class ZerobusTemplate implements ZerobusOperations {

    /** Null in a mock. */
    final MultiplexedStream stream;

    private final TemplateConverter converter;

    /**
     * Creates a template without converters.
     *
     * @param stream stream to send to
     * @param json conversion of objects to JSON; null to accept only text, bytes and protobuf messages
     */
    public ZerobusTemplate(MultiplexedStream stream, @Nullable ObjectJson json) {
        this(stream, json, List.of());
    }

    /**
     * Creates a template with converters.
     *
     * @param stream stream to send to
     * @param json conversion of objects to JSON; null to accept only text, bytes, protobuf messages, and what the
     *     converters support
     * @param converters converters that take precedence over the built-in ones, in this order
     */
    public ZerobusTemplate(MultiplexedStream stream, @Nullable ObjectJson json, List<RecordConverter> converters) {
        this.stream = stream;
        PayloadConverter payloads = PayloadConverter.builder(recordType(stream))
                .descriptor(stream.descriptor().orElse(null))
                .json(json)
                .converters(converters)
                .build();
        this.converter = new TemplateConverter(payloads, name(stream));
    }

    /** A mock of a stream has no options. */
    private static RecordType recordType(MultiplexedStream stream) {
        return Optional.ofNullable(stream.options())
                .map(StreamOptions::recordType)
                .orElse(RecordType.JSON);
    }

    /** A mock of a stream has no snapshot. */
    private static String name(MultiplexedStream stream) {
        return Optional.ofNullable(stream.snapshot()).map(StreamSnapshot::name).orElse("default");
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
