package io.github.zerobus.benchmarks.client;

import com.databricks.zerobus.StreamConfigurationOptions;
import com.databricks.zerobus.ZerobusException;
import com.databricks.zerobus.ZerobusProtoStream;
import com.databricks.zerobus.ZerobusSdk;
import com.google.protobuf.BytesValue;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * The official SDK as its documentation says it is fastest: encoded bytes, offsets in place of futures, one flush at
 * the end, no callback. Streams of one SDK object share a connection, so each stream gets an object of its own, and
 * each producer keeps to its own streams, since a stream has one lock.
 */
final class OfficialClient implements BenchmarkClient {

    private final List<ZerobusSdk> sdks = new ArrayList<>();
    private final List<ZerobusProtoStream> streams = new ArrayList<>();
    private final int[] turns = new int[64 * 16];

    OfficialClient(ClientSettings settings) throws ExecutionException, InterruptedException {
        StreamConfigurationOptions options = OfficialSdk.options(settings);
        for (int i = 0; i < settings.streams(); i++) {
            ZerobusSdk sdk = OfficialSdk.open(settings);
            sdks.add(sdk);
            streams.add(sdk.createProtoStream(
                            ClientSettings.TABLE, BytesValue.getDescriptor().toProto(), "client", "secret", options)
                    .get());
        }
    }

    @Override
    public long ingest(int producer, byte[] record) throws ZerobusException {
        int index = turn(producer);
        return request(index, streams.get(index).ingestRecordOffset(record));
    }

    @Override
    public long ingestBatch(int producer, List<byte[]> records) throws ZerobusException {
        int index = turn(producer);
        return request(index, streams.get(index).ingestRecordsOffset(records).orElseThrow());
    }

    private static long request(int stream, long offset) {
        return EngineAccess.messageId(stream, offset).raw();
    }

    /** With four producers and eight streams, producer 1 takes streams 1 and 5 in turn. */
    private int turn(int producer) {
        int turn = turns[producer * 16]++;
        return (int) ((producer + (long) turn * 4) % streams.size());
    }

    @Override
    public void await(long request) throws ZerobusException {
        MessageId id = MessageId.fromRaw(request);
        streams.get(id.subStream()).waitForOffset(id.offset());
    }

    @Override
    public void flush() throws ZerobusException {
        for (ZerobusProtoStream stream : streams) {
            stream.flush();
        }
    }

    @Override
    public void close() {
        for (ZerobusProtoStream stream : streams) {
            try {
                stream.close();
            } catch (ZerobusException e) {
                throw new IllegalStateException("the official SDK did not close", e);
            }
        }
        sdks.forEach(ZerobusSdk::close);
    }
}
