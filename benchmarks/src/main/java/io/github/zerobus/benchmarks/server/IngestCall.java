package io.github.zerobus.benchmarks.server;

import io.github.zerobus.proto.CreateIngestStreamResponse;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.LongAdder;

/** One physical stream. All of it runs on the event loop of its connection. */
final class IngestCall extends ServerCall.Listener<RequestCount> {

    private final ServerCall<RequestCount, EphemeralStreamResponse> call;
    private final LongAdder records;
    private final AckPlan acks;
    private final ReadLimit limit;

    IngestCall(
            ServerCall<RequestCount, EphemeralStreamResponse> call,
            EventLoop loop,
            ServerOptions options,
            LongAdder records) {
        this.call = call;
        this.records = records;
        this.acks = new AckPlan(call, loop, options);
        this.limit = new ReadLimit(call, loop, options.recordsPerSecond());
        limit.start();
    }

    @Override
    public void onMessage(RequestCount message) {
        if (message.records() == RequestCount.CREATE) {
            call.sendMessage(EphemeralStreamResponse.newBuilder()
                    .setCreateStreamResponse(
                            CreateIngestStreamResponse.newBuilder().setStreamId("benchmark"))
                    .build());
            limit.read(0);
            return;
        }
        records.add(message.records());
        acks.received();
        limit.read(message.records());
    }

    @Override
    public void onHalfClose() {
        acks.end();
        call.close(Status.OK, new Metadata());
    }

    @Override
    public void onCancel() {
        acks.end();
    }
}
