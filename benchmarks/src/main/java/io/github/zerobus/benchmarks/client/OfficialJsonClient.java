package io.github.zerobus.benchmarks.client;

import com.databricks.zerobus.ZerobusException;
import com.databricks.zerobus.ZerobusJsonStream;
import com.databricks.zerobus.ZerobusSdk;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.json.JsonMapper;

/** The official SDK with JSON: offsets in place of futures, one flush at the end, no callback. */
final class OfficialJsonClient implements JsonClient {

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final ZerobusSdk sdk;
    private final ZerobusJsonStream stream;

    OfficialJsonClient(ClientSettings settings) throws ExecutionException, InterruptedException {
        sdk = OfficialSdk.open(settings);
        stream = sdk.createJsonStream(ClientSettings.TABLE, "client", "secret", OfficialSdk.options(settings))
                .get();
    }

    @Override
    public void send(String json) throws ZerobusException {
        stream.ingestRecordOffset(json);
    }

    @Override
    public void sendObject(Object object) throws ZerobusException {
        stream.ingestRecordOffset(object, mapper::writeValueAsString);
    }

    @Override
    public void flush() throws ZerobusException {
        stream.flush();
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (ZerobusException e) {
            throw new IllegalStateException("the official SDK did not close", e);
        }
        sdk.close();
    }
}
