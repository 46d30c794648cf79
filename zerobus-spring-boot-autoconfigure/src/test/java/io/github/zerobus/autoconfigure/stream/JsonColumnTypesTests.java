package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.records.ObjectJson;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What a template sends as JSON: the forms of columns, with the naming of the application's mapper. */
@Timeout(60)
class JsonColumnTypesTests {

    private static final String TABLE = "main.shop.orders";
    private static final Order ORDER =
            new Order(Instant.parse("1970-01-01T00:00:01.5Z"), new BigDecimal("9.90"), "s3cret");
    private static final String COLUMNS = "{\"createdAt\":1500000,\"price\":\"9.90\"}";

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
            .withPropertyValues("zerobus.table=" + TABLE, "zerobus.stream.sub-streams=1");

    record Order(
            Instant createdAt, BigDecimal price, @JsonIgnore String password) {}

    record Envelope(String id, Object body) {}

    private static List<String> rows(ApplicationContext context, String table) {
        return context.getBean(EmbeddedZerobusServer.class).table(table).rows().stream()
                .map(row -> row.bytes().toString(StandardCharsets.UTF_8))
                .toList();
    }

    private static void send(ApplicationContext context, String template, Object record) {
        context.getBean(template, ZerobusTemplate.class).sendAndAwait(record, Duration.ofSeconds(10));
    }

    @Test
    void objectsHaveTheFormsOfColumnsByDefault() {
        runner.run(context -> {
            send(context, "zerobusTemplate", ORDER);

            assertThat(rows(context, TABLE)).containsExactly(COLUMNS);
        });
    }

    @Test
    void mapperAloneDecidesIfColumnTypesAreDisabled() {
        runner.withPropertyValues("zerobus.stream.json.column-types=false").run(context -> {
            send(context, "zerobusTemplate", ORDER);

            assertThat(rows(context, TABLE))
                    .containsExactly("{\"createdAt\":\"1970-01-01T00:00:01.500Z\",\"price\":9.90}");
        });
    }

    @Test
    void namedStreamHasItsOwnSetting() {
        runner.withPropertyValues(
                        "zerobus.streams.raw.table=main.shop.raw", "zerobus.streams.raw.json.column-types=false")
                .run(context -> {
                    send(context, "rawZerobusTemplate", ORDER);
                    send(context, "zerobusTemplate", ORDER);

                    assertThat(rows(context, "main.shop.raw").get(0)).contains("1970-01-01T00:00:01.500Z");
                    assertThat(rows(context, TABLE)).containsExactly(COLUMNS);
                });
    }

    interface HidePrice {
        @JsonIgnore
        BigDecimal price();
    }

    @Configuration(proxyBeanMethods = false)
    static class CustomMapper {

        @Bean
        JsonMapper jsonMapper() {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .addMixIn(Order.class, HidePrice.class)
                    .build();
        }
    }

    @Test
    void namingAndMixInsOfTheApplicationStay() {
        runner.withUserConfiguration(CustomMapper.class).run(context -> {
            send(context, "zerobusTemplate", ORDER);

            assertThat(rows(context, TABLE)).containsExactly("{\"created_at\":1500000}");
            assertThat(context.getBean(JsonMapper.class).writeValueAsString(ORDER))
                    .contains("1970-01-01T");
        });
    }

    @Test
    void namingAndMixInsOfTheApplicationCountInProtobuf() {
        runner.withUserConfiguration(CustomMapper.class)
                .withPropertyValues(
                        "zerobus.stream.record-type=proto", "zerobus.stream.record-class=" + Order.class.getName())
                .run(context -> assertThat(context.getBean(MultiplexedStream.class)
                                .descriptor()
                                .orElseThrow()
                                .getFields())
                        .extracting(field -> field.getName())
                        .containsExactly("created_at"));
    }

    @Test
    void refusalNamesStreamAndPathAndAdmitsNothing() {
        runner.run(context -> {
            Object record = new Envelope("i", CompletableFuture.completedFuture("s3cret"));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> send(context, "zerobusTemplate", record))
                    .withMessageContaining("body is an object of java.util.concurrent.CompletableFuture")
                    .withMessageContaining("(stream default)")
                    .withMessageNotContaining("s3cret");
            assertThat(context.getBean(MultiplexedStream.class).snapshot().unackedRecords())
                    .isZero();
            assertThat(rows(context, TABLE)).isEmpty();
        });
    }

    @Test
    void objectJsonOfTheApplicationIsNotChanged() {
        runner.withBean(ObjectJson.class, () -> record -> "{\"own\":1}".getBytes(StandardCharsets.UTF_8))
                .run(context -> {
                    send(context, "zerobusTemplate", ORDER);

                    assertThat(rows(context, TABLE)).containsExactly("{\"own\":1}");
                });
    }
}
