package io.github.zerobus.sample;

import io.github.zerobus.MessageId;
import io.github.zerobus.StreamState;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusOperations;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Takes records over HTTP: an object is a record, an array a batch. */
@RestController
@RequestMapping("/records")
class RecordsController {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final ZerobusOperations zerobus;
    private final MultiplexedStream stream;
    private final JsonMapper mapper;

    RecordsController(ZerobusOperations zerobus, MultiplexedStream stream, JsonMapper mapper) {
        this.zerobus = zerobus;
        this.stream = stream;
        this.mapper = mapper;
    }

    @PostMapping
    ResponseEntity<Map<String, String>> post(InputStream body, @RequestParam(defaultValue = "true") boolean await)
            throws IOException {
        RecordsBody records = RecordsBody.parse(mapper, read(body));
        MessageId id = records.batch()
                ? zerobus.ingestBatch(records.records())
                : zerobus.ingest(records.records().get(0));
        if (await) {
            zerobus.await(id, LONGEST_WAIT);
        }
        return ResponseEntity.status(await ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(Map.of("id", id.toString()));
    }

    /** Reads at most the size limit of a request, regardless of what the client sends. */
    private byte[] read(InputStream body) throws IOException {
        int limit = (int) stream.options().maxPayloadSize();
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new TooLargeException(limit);
        }
        return bytes;
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, String>> get(@PathVariable String id) {
        MessageId messageId = MessageId.parse(id);
        try {
            return ResponseEntity.ok(Map.of("id", id, "state", state(messageId)));
        } catch (IllegalArgumentException e) {
            // Not an id of this stream, for example one from before a restart.
            return ResponseEntity.status(HttpStatus.NOT_FOUND).body(Map.of("id", id, "state", "unknown"));
        }
    }

    private String state(MessageId id) {
        if (stream.isDurable(id)) {
            return "durable";
        }
        StreamState state = stream.snapshot().state();
        return state == StreamState.POISONED || state == StreamState.CLOSED ? "failed" : "in-flight";
    }
}
