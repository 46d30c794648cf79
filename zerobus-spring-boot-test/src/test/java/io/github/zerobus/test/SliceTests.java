package io.github.zerobus.test;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.template.ZerobusTemplate;
import io.github.zerobus.test.TestApplication.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;

@JsonTest
@EmbeddedZerobus(ackDelay = "0ms")
@Timeout(60)
class SliceTests {

    @Test
    void sliceIncludesStreamAndTemplate(EmbeddedZerobusServer server, @Autowired ZerobusTemplate zerobus) {
        zerobus.sendAndAwait(new Reading("a", 1), Duration.ofSeconds(10));

        assertThat(server.table(TestApplication.TABLE)).hasDurableRecords(1);
    }
}
