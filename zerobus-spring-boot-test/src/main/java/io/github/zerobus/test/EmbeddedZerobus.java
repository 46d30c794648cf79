package io.github.zerobus.test;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Runs a Zerobus server in this JVM for the application context of a test, and connects the context's streams to it,
 * regardless of the properties and beans that configure another connection.
 *
 * <pre>{@code
 * @SpringBootTest
 * @EmbeddedZerobus
 * class ReadingsTests {
 *
 *     @Test
 *     void readingIsDurable(@Autowired ZerobusTemplate zerobus, EmbeddedZerobusServer server) {
 *         zerobus.sendAndAwait(new Reading("pump-1", 21), Duration.ofSeconds(3));
 *
 *         assertThat(server.table("main.iot.readings")).hasDurableRecords(1);
 *     }
 * }
 * }</pre>
 *
 * <p>Use it with {@code @SpringBootTest}, or with a test slice, to which it adds the stream and the template. The
 * server is a bean of type {@link EmbeddedZerobusServer}, and test methods can also declare it as a parameter. It
 * starts and closes with its context: tests that share a context share the server, and test classes with different
 * attributes of this annotation have different contexts. Call {@link EmbeddedZerobusServer#reset()} before each test
 * that shares a server.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration
@ExtendWith(EmbeddedServerParameterResolver.class)
public @interface EmbeddedZerobus {

    /**
     * Time from a record's arrival until it is durable and acked. Zero acks each message immediately.
     *
     * @return a duration such as {@code 50ms}, {@code 1s} or {@code PT1S}
     */
    String ackDelay() default "10ms";

    /**
     * Tables with columns. Records that do not fit their columns are refused, as by the service; other tables take all
     * records.
     *
     * @return the name of each table with its columns in parentheses, as in {@code main.iot.readings (device STRING NOT
     *     NULL, celsius DOUBLE)}, or its CREATE TABLE statement
     */
    String[] tables() default {};

    /**
     * Files of CREATE TABLE statements that declare tables with columns.
     *
     * @return locations of resources, such as {@code classpath:tables.sql}
     */
    String[] ddl() default {};
}
