package io.github.zerobus.embedded;

import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.SynchronizationContext;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One physical stream of the server: from the create message to the end of the call. All steps, whether a message, a
 * timer or a fault ordered by a test brings them, run one after the other in one synchronization context.
 */
final class PhysicalStream implements StreamObserver<EphemeralStreamRequest>, StreamControl {

    private static final Metadata.Key<String> TABLE =
            Metadata.Key.of("x-databricks-zerobus-table-name", Metadata.ASCII_STRING_MARSHALLER);

    private final ServerSettings settings;
    private final ServerTables tables;
    private final AckTimer timer;
    private final Metadata metadata;
    private final CallOutput output;
    private final SynchronizationContext steps = new SynchronizationContext((thread, failure) -> {
        throw new IllegalStateException("a step of an embedded stream failed", failure);
    });
    private final StreamControl faults = new Faults();
    private final ArrayDeque<Received> pending = new ArrayDeque<>();

    private @Nullable ServerTable table;
    private @Nullable RecordCheck check;
    private @Nullable ObservedStream observed;
    private StreamPlan plan = new StreamPlan();
    private long nextWireOffset;
    private boolean created;
    private boolean ended;
    private boolean reading = true;
    private boolean readPostponed;
    private boolean ackScheduled;

    PhysicalStream(ServerSettings settings, ServerTables tables, AckTimer timer, Metadata metadata, CallOutput output) {
        this.settings = settings;
        this.tables = tables;
        this.timer = timer;
        this.metadata = metadata;
        this.output = output;
        output.onCancel(() -> steps.execute(() -> ended(Teardown.CANCELLED_BY_CLIENT)));
        output.request();
    }

    // What the client does.

    @Override
    public void onNext(EphemeralStreamRequest request) {
        steps.execute(() -> {
            try {
                if (table == null) {
                    create(request);
                } else if (!ended) {
                    ingest(request);
                }
            } catch (StatusRuntimeException e) {
                end(e.getStatus());
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        steps.execute(() -> ended(Teardown.CANCELLED_BY_CLIENT));
    }

    /** The client has said all: what it sent is made durable and acked before the call ends. */
    @Override
    public void onCompleted() {
        steps.execute(() -> {
            if (!ended) {
                ack(Long.MAX_VALUE);
                output.end(Status.OK);
                ended(Teardown.HALF_CLOSED_BY_CLIENT);
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
        check = RecordCheck.of(create, settings.validateRecords());
        ServerTable found = tables.table(create.getTableName());
        table = found;
        ObservedStream stream = found.opened(metadata, this);
        observed = stream;
        plan = found.script().planFor(stream.index());
        if (plan.refusal() != null) {
            end(plan.refusal());
        } else if (!plan.neverAnswers()) {
            later(plan.createDelay(), () -> answer(stream));
        }
        plan.messageReceived(0, faults);
        readNext(0);
    }

    private void answer(ObservedStream stream) {
        if (!ended) {
            created = true;
            String id = "embedded-" + stream.index() + "-" + UUID.randomUUID();
            stream.answered(id);
            output.created(id);
        }
    }

    // Ingest.

    private void ingest(EphemeralStreamRequest request) {
        Received received = Received.of(request, System.nanoTime());
        if (!created) {
            throw invalid("a record came before the stream was created");
        }
        if (received.wireOffset() != nextWireOffset) {
            throw invalid("wire offset " + received.wireOffset() + " came where " + nextWireOffset + " was due");
        }
        if (check != null) {
            check.check(received);
        }
        nextWireOffset++;
        pending.add(received);
        if (observed != null) {
            observed.received(received);
        }
        plan.messageReceived(nextWireOffset, faults);
        if (!ended) {
            scheduleAck();
            readNext(received.records().size());
        }
    }

    private void scheduleAck() {
        Duration delay = ackDelay();
        if (delay.isZero()) {
            ack(Long.MAX_VALUE);
        } else if (!ackScheduled) {
            ackScheduled = true;
            later(delay, this::ackDue);
        }
    }

    private Duration ackDelay() {
        return plan.ackDelay().orElse(settings.ackDelay());
    }

    private void ackDue() {
        ackScheduled = false;
        if (ended) {
            return;
        }
        ack(System.nanoTime() - ackDelay().toNanos());
        Received next = pending.peek();
        if (next != null && plan.mayAck()) {
            ackScheduled = true;
            // Not more often than each millisecond, so that one ack covers many messages under load.
            long due = next.receivedAt() + ackDelay().toNanos() - System.nanoTime();
            timer.schedule(Math.max(due, 1_000_000), () -> steps.execute(this::ackDue));
        }
    }

    /** Makes durable, then acks, what was received by then. */
    private void ack(long receivedBy) {
        if (!plan.mayAck() || table == null) {
            return;
        }
        Received last = null;
        while (!pending.isEmpty()
                && (receivedBy == Long.MAX_VALUE || pending.peek().receivedAt() - receivedBy <= 0)) {
            last = pending.remove();
            table.makeDurable(last, observed == null ? 0 : observed.index());
        }
        if (last != null) {
            output.ack(last.wireOffset());
            if (observed != null) {
                observed.acked(last.wireOffset());
            }
        }
    }

    private void readNext(int records) {
        if (!reading) {
            readPostponed = true;
        } else if (settings.recordsPerSecond() > 0) {
            long nanos = records * 1_000_000_000L / settings.recordsPerSecond();
            timer.schedule(nanos, () -> steps.execute(output::request));
        } else {
            output.request();
        }
    }

    // What tests order: a step of its own each.

    @Override
    public void fail(Status status) {
        steps.execute(() -> faults.fail(status));
    }

    @Override
    public void closeSignal(Optional<Duration> duration) {
        steps.execute(() -> faults.closeSignal(duration));
    }

    @Override
    public void dropConnection() {
        steps.execute(faults::dropConnection);
    }

    @Override
    public void stopReading() {
        steps.execute(faults::stopReading);
    }

    @Override
    public void resumeReading() {
        steps.execute(faults::resumeReading);
    }

    @Override
    public void releaseAcks() {
        steps.execute(faults::releaseAcks);
    }

    /** The same within a step, for what the script orders: it must come before the step's acks. */
    private final class Faults implements StreamControl {

        @Override
        public void fail(Status status) {
            end(status);
        }

        @Override
        public void closeSignal(Optional<Duration> duration) {
            output.closeSignal(duration);
        }

        @Override
        public void dropConnection() {
            output.drop();
            ended(Teardown.DROPPED_BY_SERVER);
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
        public void releaseAcks() {
            plan.allowAcks();
            ack(Long.MAX_VALUE);
        }
    }

    // The end.

    private void end(Status status) {
        if (!ended) {
            output.end(status);
            ended(Teardown.ENDED_BY_SERVER);
        }
    }

    private void ended(Teardown teardown) {
        if (!ended) {
            ended = true;
            pending.clear();
            if (observed != null) {
                observed.ended(teardown);
            }
        }
    }

    private void later(Duration delay, Runnable step) {
        if (delay.isZero()) {
            step.run();
        } else {
            timer.schedule(delay.toNanos(), () -> steps.execute(step));
        }
    }

    private static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }
}
