package io.github.zerobus.test;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.time.Duration;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds server, connection details and handle to a context. A record, since contexts are shared by tests whose customizers
 * are equal: all that makes a difference to the server is a component.
 *
 * @param ackDelay time from a record's arrival to its ack
 */
record EmbeddedZerobusContextCustomizer(Duration ackDelay) implements ContextCustomizer {

    private static final String SERVER = "zerobusTestServer";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        BeanDefinitionRegistry beans = (BeanDefinitionRegistry) context.getBeanFactory();
        beans.registerBeanDefinition(SERVER, server());
        beans.registerBeanDefinition("zerobusTestConnectionDetails", onServer(ZerobusServerConnectionDetails.class));
        beans.registerBeanDefinition("zerobusServer", onServer(ZerobusServer.class));
    }

    private RootBeanDefinition server() {
        RootBeanDefinition definition = new RootBeanDefinition(
                EmbeddedZerobusServer.class,
                () -> EmbeddedZerobusServer.builder().ackDelay(ackDelay).start());
        definition.setDestroyMethodName("close");
        definition.setPrimary(true);
        return definition;
    }

    /** By reference, which also makes Spring destroy the stream first, then what it connects with, and the server last. */
    private static RootBeanDefinition onServer(Class<?> type) {
        RootBeanDefinition definition = new RootBeanDefinition(type);
        definition.getConstructorArgumentValues().addGenericArgumentValue(new RuntimeBeanReference(SERVER));
        // Before a bean of the application's own, too: a test is not to reach what that names.
        definition.setPrimary(true);
        return definition;
    }
}
