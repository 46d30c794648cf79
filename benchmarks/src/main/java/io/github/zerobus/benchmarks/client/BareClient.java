package io.github.zerobus.benchmarks.client;

import com.google.protobuf.BytesValue;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.RecordType;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client written for speed only: one call, sends from the event loop, an in-flight limit, no recovery, no futures, no
 * checks. Each single record is one message.
 */
final class BareClient implements BenchmarkClient, BareCall.Events {

    private final BareCall call;
    private final BareQueue queue;
    private final BareFrame frame = new BareFrame();
    private final AtomicBoolean pumpDue = new AtomicBoolean();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private long sent;

    BareClient(ClientSettings settings) throws ExecutionException, InterruptedException {
        if (settings.streams() != 1) {
            throw new IllegalArgumentException("the bare client has one stream");
        }
        queue = new BareQueue(settings.inflight());
        call = new BareCall(settings.port());
        call.start(this);
        EphemeralStreamRequest create = EphemeralStreamRequest.newBuilder()
                .setCreateStream(CreateIngestStreamRequest.newBuilder()
                        .setTableName(ClientSettings.TABLE)
                        .setRecordType(RecordType.PROTO)
                        .setDescriptorProto(BytesValue.getDescriptor().toProto().toByteString()))
                .build();
        call.send(new ByteArrayInputStream(create.toByteArray()));
        opened.get();
    }

    @Override
    public long ingest(int producer, byte[] record) throws InterruptedException {
        return add(record);
    }

    @Override
    public long ingestBatch(int producer, List<byte[]> records) throws InterruptedException {
        return add(records);
    }

    private long add(Object request) throws InterruptedException {
        long offset = queue.add(request);
        if (!pumpDue.get() && pumpDue.compareAndSet(false, true)) {
            call.loop().execute(this::pump);
        }
        return offset;
    }

    /** Sends while the transport is ready; continues in {@link #onReady} or with the next request. */
    private void pump() {
        while (call.isReady()) {
            Object request = queue.request(sent);
            if (request != null) {
                send(request);
            } else {
                pumpDue.set(false);
                // A request added before the flag was cleared did not schedule a pump.
                if (queue.request(sent) == null || !pumpDue.compareAndSet(false, true)) {
                    return;
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // a request is a record or a list of them
    private void send(Object request) {
        if (request instanceof byte[] record) {
            call.send(frame.single(sent, record));
        } else {
            call.send(frame.batch(sent, (List<byte[]>) request));
        }
        sent++;
    }

    @Override
    public void onReady() {
        if (opened.isDone() && pumpDue.get()) {
            pump();
        }
    }

    @Override
    public void onMessage(EphemeralStreamResponse message) {
        if (message.hasIngestRecordResponse()) {
            queue.ackedUpTo(message.getIngestRecordResponse().getDurabilityAckUpToOffset());
        } else {
            opened.complete(null);
        }
    }

    @Override
    public void onClosed(Status status) {
        opened.completeExceptionally(status.asRuntimeException());
    }

    @Override
    public void await(long request) {
        queue.await(request);
    }

    @Override
    public void flush() {
        queue.awaitAll();
    }

    @Override
    public void close() {
        call.close();
    }
}
