package com.example.consumer;

import com.google.protobuf.RuntimeVersion;
import io.github.zerobus.proto.IngestRecordResponse;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Sends one record over each of four streams and ends. */
@SpringBootApplication
public class Consumer {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    public static void main(String[] args) {
        System.out.printf(
                "Boot %s, protobuf runtime %d.%d.%d, Java %s%n",
                SpringBootVersion.getVersion(),
                RuntimeVersion.OSS_MAJOR,
                RuntimeVersion.OSS_MINOR,
                RuntimeVersion.OSS_PATCH,
                Runtime.version().feature());
        SpringApplication.run(Consumer.class, args);
    }

    @Bean
    ApplicationRunner send(Map<String, ZerobusTemplate> templates) {
        return arguments -> {
            templates.get("zerobusTemplate").sendAndAwait("{\"order\":1}", LIMIT);
            templates.get("clicksZerobusTemplate").sendAndAwait("{\"click\":1}", LIMIT);
            templates
                    .get("readingsZerobusTemplate")
                    .sendAndAwait(new Reading("boiler", Instant.now(), List.of(71.5, 72.0)), LIMIT);
            templates
                    .get("progressZerobusTemplate")
                    .sendAndAwait(
                            IngestRecordResponse.newBuilder()
                                    .setDurabilityAckUpToOffset(7)
                                    .build(),
                            LIMIT);
        };
    }
}
