package com.example.consumer;

import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Sends one record over each of two streams and ends. */
@SpringBootApplication
public class Consumer {

    public static void main(String[] args) {
        SpringApplication.run(Consumer.class, args);
    }

    @Bean
    ApplicationRunner send(ZerobusTemplate orders, @Qualifier("clicks") ZerobusTemplate clicks) {
        return arguments -> {
            orders.sendAndAwait("{\"order\":1}", Duration.ofSeconds(20));
            clicks.sendAndAwait("{\"click\":1}", Duration.ofSeconds(20));
        };
    }
}
