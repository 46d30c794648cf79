package io.github.zerobus.test;

import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class TestApplication {

    static final String TABLE = "main.iot.readings";

    record Reading(String device, int number) {}

    /** A connection that the application defines itself and that tests must not use. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OtherConnection {

        @Bean
        ZerobusConnectionDetails otherConnectionDetails() {
            return () -> "http://127.0.0.1:1";
        }
    }
}
