package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.records.FieldNaming;
import io.github.zerobus.records.RecordConverter;
import io.github.zerobus.records.RecordSchema;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Records and beans, from {@code send} to the rows of the server, which validates them with the descriptor. */
@Timeout(60)
class RecordClassTests {

    private static final String TABLE = "main.shop.orders";

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withPropertyValues(
                    "zerobus.table=" + TABLE, "zerobus.stream.record-type=proto", "zerobus.stream.sub-streams=1");

    private final ApplicationContextRunner orders =
            runner.withPropertyValues("zerobus.stream.record-class=" + ShopOrder.class.getName());

    record OrderLine(String sku, BigDecimal price) {}

    record ShopOrder(long orderId, Instant createdAt, List<OrderLine> lines) {}

    private static final ShopOrder ORDER = new ShopOrder(
            7, Instant.parse("2026-08-23T12:00:00Z"), List.of(new OrderLine("A-1", new BigDecimal("9.90"))));

    private static List<byte[]> rows(org.springframework.context.ApplicationContext context) {
        return context.getBean(EmbeddedZerobusServer.class).table(TABLE).rows().stream()
                .map(row -> row.bytes().toByteArray())
                .toList();
    }

    @Test
    void recordIsEncodedWithSchemaOfItsClass() {
        orders.withPropertyValues("zerobus.stream.record-naming=snake-case").run(context -> {
            context.getBean(ZerobusTemplate.class).send(ORDER).get(10, TimeUnit.SECONDS);

            var descriptor =
                    context.getBean(MultiplexedStream.class).descriptor().orElseThrow();
            DynamicMessage row =
                    DynamicMessage.parseFrom(descriptor, rows(context).get(0));
            assertThat(row.getField(descriptor.findFieldByName("order_id"))).isEqualTo(7L);
            assertThat(row.getField(descriptor.findFieldByName("created_at"))).isEqualTo(1_787_486_400_000_000L);
            Message line = (Message) row.getRepeatedField(descriptor.findFieldByName("lines"), 0);
            assertThat(line.getField(line.getDescriptorForType().findFieldByName("price")))
                    .isEqualTo("9.90");
        });
    }

    @Test
    void batchAcceptsRecordsBytesAndMessages() {
        orders.run(context -> {
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            RecordSchema schema = RecordSchema.of(ShopOrder.class, FieldNaming.AS_IS);
            byte[] bytes = schema.encode(ORDER);
            Message message = DynamicMessage.parseFrom(schema.descriptor(), bytes);
            template.sendBatch(List.of(ORDER, bytes, message)).get(10, TimeUnit.SECONDS);

            assertThat(rows(context)).containsExactly(bytes, bytes, bytes);
        });
    }

    @Test
    void invalidRecordsAreRejectedBeforeAdmission() {
        orders.run(context -> {
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            List<OrderLine> lines = List.of(new OrderLine("A-1", new BigDecimal("1E+40")));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> template.ingest(new ShopOrder(1, Instant.EPOCH, lines)))
                    .withMessageContaining("lines[0].price");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> template.ingest(new OrderLine("A-1", BigDecimal.ONE)))
                    .withMessageContaining("messages of ShopOrder")
                    .withMessageContaining(OrderLine.class.getName())
                    .withMessageContaining("zerobus.stream.record-class");
            template.sendAndAwait(ORDER, Duration.ofSeconds(10));
            assertThat(rows(context)).hasSize(1);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Converters {

        @Bean
        @Order(2)
        RecordConverter second() {
            return (record, type) -> record instanceof Integer ? Payload.proto(new byte[] {8, 2}) : null;
        }

        @Bean
        @Order(1)
        RecordConverter first() {
            return (record, type) ->
                    record.equals(1) && type == RecordType.PROTO ? Payload.proto(new byte[] {8, 1}) : null;
        }

        @Bean
        @Order(3)
        RecordConverter beforeTheBuiltIn() {
            return (record, type) -> record instanceof ShopOrder ? Payload.proto(new byte[] {8, 3}) : null;
        }
    }

    record Id(int id) {}

    @Test
    void converterBeansTakePrecedenceInTheirOrder() {
        runner.withPropertyValues("zerobus.stream.record-class=" + Id.class.getName())
                .withUserConfiguration(Converters.class)
                .run(context -> {
                    ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
                    for (Object record : List.of(1, 9, ORDER, new Id(4))) {
                        template.sendAndAwait(record, Duration.ofSeconds(10));
                    }
                    assertThat(rows(context))
                            .containsExactly(
                                    new byte[] {8, 1}, new byte[] {8, 2}, new byte[] {8, 3}, new byte[] {8, 4});
                });
    }

    @Test
    void generatedMessageIsSentUnchanged() {
        runner.withPropertyValues("zerobus.stream.record-class=" + Timestamp.class.getName())
                .run(context -> {
                    Timestamp time = Timestamp.newBuilder().setSeconds(7).build();
                    context.getBean(ZerobusTemplate.class).sendAndAwait(time, Duration.ofSeconds(10));
                    assertThat(rows(context)).containsExactly(time.toByteArray());
                });
    }
}
