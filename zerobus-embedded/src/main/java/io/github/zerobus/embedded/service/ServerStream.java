package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.time.ServerTimers;
import io.github.zerobus.embedded.transport.CallInterceptor;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.SynchronizationContext;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One physical stream of the server, from the headers of its call to the end. All steps run one at a time in a
 * synchronization context, regardless of their origin: a message, a timer or an action of a test.
 */
final class ServerStream implements StreamObserver<EphemeralStreamRequest> {

    /** Time after the announced end, for the half-close of a client that uses all of its time. */
    private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(1);

    /** Far enough; longer ones may exceed the range of nanoseconds. */
    private static final Duration MAX_DELAY = Duration.ofDays(1_000);

    private static final Metadata.Key<String> TABLE =
            Metadata.Key.of("x-databricks-zerobus-table-name", Metadata.ASCII_STRING_MARSHALLER);

    private final ServerTimers timers;
    private final boolean validateRecords;
    private final Metadata metadata;
    private final CallOutput output;
    private final SynchronizationContext context = new SynchronizationContext((thread, failure) -> {
        throw new IllegalStateException("a step of a stream of the embedded Zerobus server failed", failure);
    });
    private final StreamControl control = new Control();
    private final StreamRecorder recorder;
    private final StreamPlan plan;
    private final PendingAcks acks;

    private @Nullable RecordCheck check;
    private long nextWireOffset;
    private boolean created;
    private boolean ended;
    private boolean reading = true;
    private boolean readPostponed;

    ServerStream(
            StreamRegistry registry,
            ServerTimers timers,
            boolean validateRecords,
            Predicate<String> tokens,
            Metadata metadata,
            CallOutput output) {
        this.timers = timers;
        this.validateRecords = validateRecords;
        this.metadata = metadata;
        this.output = output;
        String table = Optional.ofNullable(metadata.get(TABLE)).orElse("");
        this.recorder = registry.opened(table, metadata, timers.nanoTime(), this::execute);
        this.plan = recorder.plan();
        this.acks = new PendingAcks(timers, context, plan, new Sink());
        output.onCancel(() -> context.execute(() -> ended(StreamRecorder::cancelled)));
        boolean accepted = tokens.test(CallInterceptor.token(metadata));
        // The registry has published the stream, so that actions of a test may already run.
        context.execute(() -> begin(accepted));
    }

    private void begin(boolean accepted) {
        if (accepted) {
            // Before any message is read, since the official client waits for headers.
            schedule(plan.headersDelay(), output::sendHeaders);
            output.request();
        } else {
            output.endNow(Status.UNAUTHENTICATED.withDescription("invalid token"));
            ended(StreamRecorder::failed);
        }
    }

    // Events of the client.

    @Override
    public void onNext(EphemeralStreamRequest request) {
        context.execute(() -> {
            try {
                if (ended) {
                    return;
                }
                if (check == null) {
                    create(request);
                } else {
                    ingest(request, check);
                }
            } catch (StatusRuntimeException e) {
                end(e.getStatus(), Optional.ofNullable(e.getTrailers()).orElseGet(Metadata::new));
            } catch (OutOfMemoryError e) {
                // Retryable, since the client's message may be valid.
                end(Status.RESOURCE_EXHAUSTED.withDescription("out of memory"), new Metadata());
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        context.execute(() -> ended(StreamRecorder::cancelled));
    }

    /** Half-close: what the client sent is made durable and acked before the call ends. */
    @Override
    public void onCompleted() {
        context.execute(() -> {
            if (!ended) {
                plan.halfClosed(control);
            }
            if (!ended && plan.acksAtHalfClose()) {
                acks.release();
            }
            if (!ended && plan.endsAtHalfClose()) {
                output.end(Status.OK, new Metadata());
                ended(StreamRecorder::halfClosed);
            }
        });
    }

    // Create.

    private void create(EphemeralStreamRequest request) {
        if (!request.hasCreateStream()) {
            throw invalid("the first message must be create_stream");
        }
        CreateIngestStreamRequest create = request.getCreateStream();
        if (!create.getTableName().equals(metadata.get(TABLE))) {
            throw invalid("the table of create_stream differs from the table of the header");
        }
        recorder.created(create);
        check = RecordCheck.of(create, validateRecords, plan.maxRequestBytes(), recorder.columns());
        recorder.readsRows(check.rows());
        Status refusal = plan.refusal(CallInterceptor.token(metadata));
        if (refusal != null) {
            schedule(plan.createDelay(), () -> end(refusal, new Metadata()));
        } else if (!plan.neverAnswers()) {
            schedule(plan.createDelay(), this::answer);
        }
        plan.messageReceived(0, control);
        readNext();
    }

    private void answer() {
        if (ended) {
            return;
        }
        EphemeralStreamResponse wrong = plan.wrongAnswer();
        if (wrong != null) {
            output.send(wrong);
            return;
        }
        created = true;
        String id = "embedded-" + recorder.index() + "-" + UUID.randomUUID();
        recorder.answered(id);
        output.send(Responses.created(id));
        plan.timedSteps()
                .forEach(step -> schedule(step.time(), () -> step.action().accept(control)));
    }

    // Ingest.

    private void ingest(EphemeralStreamRequest request, RecordCheck records) {
        Received received = Received.of(request);
        if (!created) {
            throw invalid("a record arrived before the stream was created");
        }
        if (received.wireOffset() != nextWireOffset) {
            throw invalid("expected wire offset " + nextWireOffset + " but received " + received.wireOffset());
        }
        records.check(received);
        nextWireOffset++;
        recorder.received(received);
        acks.add(received);
        plan.messageReceived(nextWireOffset, control);
        if (!ended) {
            acks.ackOrSchedule();
            readNext();
        }
    }

    private final class Sink implements PendingAcks.Sink {

        @Override
        public void makeDurable(Received message) {
            recorder.madeDurable(message);
        }

        @Override
        public void ack(long wireOffset) {
            if (plan.sendsAcks()) {
                recorder.acked(wireOffset);
                output.send(Responses.ack(wireOffset));
            }
        }

        @Override
        public void reached(long acked) {
            plan.messageAcked(acked, control);
        }
    }

    private void readNext() {
        if (reading) {
            output.request();
        } else {
            readPostponed = true;
        }
    }

    // Actions of tests.

    /** Runs an action between two other steps, usually before it returns. May be called by any thread. */
    private void execute(Consumer<StreamControl> action) {
        context.execute(() -> action.accept(control));
    }

    /** Acts within the present step, so that actions of a script precede the acks of the same step. */
    private final class Control implements StreamControl {

        @Override
        public void ifLive(Runnable step) {
            context.execute(() -> {
                if (!ended) {
                    step.run();
                }
            });
        }

        @Override
        public void send(EphemeralStreamResponse message) {
            output.send(message);
        }

        @Override
        public void announceEnd(Optional<Duration> duration) {
            if (!ended) {
                output.send(Responses.closeSignal(duration));
                schedule(duration.orElse(Duration.ZERO).plus(TIME_TO_LEAVE), ServerStream.this::leave);
            }
        }

        @Override
        public void end(Status status, Metadata trailers) {
            ServerStream.this.end(status, trailers);
        }

        @Override
        public void dropConnection() {
            output.drop();
            ended(StreamRecorder::dropped);
        }

        @Override
        public void resetStream() {
            output.reset();
            ended(StreamRecorder::reset);
        }

        @Override
        public void goAway(boolean keepStreams) {
            output.goAway(keepStreams);
            if (!keepStreams) {
                ended(StreamRecorder::dropped);
            }
        }

        @Override
        public void stopReading() {
            reading = false;
        }

        @Override
        public void resumeReading() {
            reading = true;
            if (readPostponed) {
                readPostponed = false;
                output.request();
            }
        }

        @Override
        public void stopAcks() {
            plan.neverAck();
        }

        @Override
        public void ackUpTo(long wireOffset) {
            acks.ackUpTo(wireOffset);
        }

        @Override
        public void releaseAcks() {
            acks.release();
        }
    }

    // End.

    /** Ends the stream after its announced time. */
    private void leave() {
        if (!ended && plan.mayAck()) {
            acks.release();
        }
        end(Status.OK, new Metadata());
    }

    private void end(Status status, Metadata trailers) {
        if (!ended) {
            output.end(status, trailers);
            ended(StreamRecorder::failed);
        }
    }

    private void ended(Consumer<StreamRecorder> how) {
        if (!ended) {
            ended = true;
            acks.end();
            // Tests may keep ended streams, and a descriptor is large.
            check = null;
            how.accept(recorder);
        }
    }

    private void schedule(Duration delay, Runnable step) {
        if (delay.isZero()) {
            step.run();
        } else {
            timers.schedule(nanos(delay), () -> context.execute(step));
        }
    }

    private static long nanos(Duration delay) {
        return delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY.toNanos() : delay.toNanos();
    }

    private static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }
}
