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
import org.jspecify.annotations.Nullable;

/**
 * One physical stream of the server: from its headers to the end of the call. All steps, whether a message, a timer or a
 * fault ordered by a test brings them, run one after the other in one synchronization context.
 */
final class ServerStream implements StreamObserver<EphemeralStreamRequest> {

    private static final Metadata.Key<String> TABLE =
            Metadata.Key.of("x-databricks-zerobus-table-name", Metadata.ASCII_STRING_MARSHALLER);

    private final ServerTimers timers;
    private final boolean validateRecords;
    private final Metadata metadata;
    private final CallOutput output;
    private final SynchronizationContext steps = new SynchronizationContext((thread, failure) -> {
        throw new IllegalStateException("a step of an embedded stream failed", failure);
    });
    private final StreamControl faults = new Faults();
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
            Metadata metadata,
            CallOutput output) {
        this.timers = timers;
        this.validateRecords = validateRecords;
        this.metadata = metadata;
        this.output = output;
        String table = Optional.ofNullable(metadata.get(TABLE)).orElse("");
        this.recorder = registry.opened(table, metadata, timers.nanoTime(), this::execute);
        this.plan = recorder.plan();
        this.acks = new PendingAcks(timers, steps, plan, new Sink());
        output.onCancel(() -> steps.execute(() -> ended(StreamRecorder::cancelled)));
        // Before any message is read: the official client waits for them.
        later(plan.headersDelay(), output::sendHeaders);
        output.request();
    }

    // What the client does.

    @Override
    public void onNext(EphemeralStreamRequest request) {
        steps.execute(() -> {
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
                end(e.getStatus(), new Metadata());
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        steps.execute(() -> ended(StreamRecorder::cancelled));
    }

    /** The client has said all: what it sent is made durable and acked before the call ends. */
    @Override
    public void onCompleted() {
        steps.execute(() -> {
            if (!ended) {
                plan.halfClosed(faults);
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
            throw invalid("the table of create_stream is not the one of the header");
        }
        recorder.created(create);
        check = RecordCheck.of(create, validateRecords, plan.maxRequestBytes());
        Status refusal = plan.refusal(CallInterceptor.token(metadata));
        if (refusal != null) {
            later(plan.createDelay(), () -> end(refusal, new Metadata()));
        } else if (!plan.neverAnswers()) {
            later(plan.createDelay(), this::answer);
        }
        plan.messageReceived(0, faults);
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
        plan.timedSteps().forEach(step -> later(step.time(), () -> step.action().accept(faults)));
    }

    // Ingest.

    private void ingest(EphemeralStreamRequest request, RecordCheck records) {
        Received received = Received.of(request);
        if (!created) {
            throw invalid("a record came before the stream was created");
        }
        if (received.wireOffset() != nextWireOffset) {
            throw invalid("wire offset " + received.wireOffset() + " came where " + nextWireOffset + " was due");
        }
        records.check(received);
        nextWireOffset++;
        recorder.received(received);
        acks.hold(received);
        plan.messageReceived(nextWireOffset, faults);
        if (!ended) {
            acks.go();
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
            if (plan.saysAcks()) {
                recorder.acked(wireOffset);
                output.send(Responses.ack(wireOffset));
            }
        }

        @Override
        public void stopped(long acked) {
            plan.messageAcked(acked, faults);
        }
    }

    private void readNext() {
        if (reading) {
            output.request();
        } else {
            readPostponed = true;
        }
    }

    // What tests order.

    /** Takes a step between others. Any thread; returns before it has happened, as a rule. */
    private void execute(Consumer<StreamControl> action) {
        steps.execute(() -> action.accept(faults));
    }

    /** Within a step, so that what the script orders comes before the step's acks. */
    private final class Faults implements StreamControl {

        @Override
        public void ifLive(Runnable step) {
            steps.execute(() -> {
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

    // The end.

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
            how.accept(recorder);
        }
    }

    private void later(Duration delay, Runnable step) {
        if (delay.isZero()) {
            step.run();
        } else {
            timers.schedule(delay.toNanos(), () -> steps.execute(step));
        }
    }

    private static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }
}
