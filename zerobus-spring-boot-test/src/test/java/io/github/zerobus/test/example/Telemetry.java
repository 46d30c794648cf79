package io.github.zerobus.test.example;

import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** A service under test. */
@Service
class Telemetry {

    record Reading(String device, int celsius) {}

    private final ZerobusTemplate zerobus;

    Telemetry(ZerobusTemplate zerobus) {
        this.zerobus = zerobus;
    }

    void report(Reading reading) {
        zerobus.ingest(reading);
    }

    void reportNow(Reading reading) {
        zerobus.sendAndAwait(reading, Duration.ofSeconds(3));
    }
}
