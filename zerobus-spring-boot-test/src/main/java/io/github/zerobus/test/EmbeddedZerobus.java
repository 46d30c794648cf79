package io.github.zerobus.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Gives a test's application context a Zerobus server in this JVM, in place of whatever its properties and beans say of
 * where to connect. The server is a bean, {@link ZerobusServer}, that test methods may also ask for as a parameter.
 *
 * <p>For {@code @SpringBootTest}, and for slices, which it gives the stream and the template too. The server lives as
 * long as the context: tests share it where they share that, and classes whose attributes differ have contexts of their
 * own.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration
@ExtendWith(ZerobusServerParameterResolver.class)
public @interface EmbeddedZerobus {

    /** Time from a record's arrival to its ack, as in {@code 50ms} or {@code 1s}; zero acks each message at once. */
    String ackDelay() default "10ms";
}
