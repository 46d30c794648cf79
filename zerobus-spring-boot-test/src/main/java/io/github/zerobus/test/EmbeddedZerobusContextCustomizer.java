package io.github.zerobus.test;

import io.github.zerobus.autoconfigure.EmbeddedZerobusConnectionDetails;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.EmbeddedZerobusServerBuilder;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ResourceLoader;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds a server and its connection details to a context. A record, since tests share a context if their customizers are
 * equal: every setting of the server must be a component.
 *
 * @param ackDelay time from a record's arrival to its ack
 * @param tables tables with columns
 * @param ddl locations of files that declare tables
 */
record EmbeddedZerobusContextCustomizer(Duration ackDelay, List<String> tables, List<String> ddl)
        implements ContextCustomizer {

    private static final String SERVER = "zerobusServer";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        BeanDefinitionRegistry beans = (BeanDefinitionRegistry) context.getBeanFactory();
        beans.registerBeanDefinition(SERVER, server(context));
        beans.registerBeanDefinition("zerobusTestConnectionDetails", connectionDetails());
    }

    private RootBeanDefinition server(ResourceLoader resources) {
        EmbeddedZerobusServerBuilder builder = EmbeddedZerobusServer.builder().ackDelay(ackDelay);
        tables.forEach(table -> AnnotatedTables.declareTable(builder, table));
        ddl.forEach(location -> AnnotatedTables.declareFile(builder, resources.getResource(location)));
        RootBeanDefinition definition = new RootBeanDefinition(EmbeddedZerobusServer.class, builder::start);
        definition.setDestroyMethodName("close");
        definition.setPrimary(true);
        return definition;
    }

    /** Refers to the server by bean name, so that Spring destroys the stream first and the server last. */
    private static RootBeanDefinition connectionDetails() {
        RootBeanDefinition definition = new RootBeanDefinition(EmbeddedZerobusConnectionDetails.class);
        definition.getConstructorArgumentValues().addGenericArgumentValue(new RuntimeBeanReference(SERVER));
        // Takes precedence over a bean of the application, whose service a test must not reach.
        definition.setPrimary(true);
        return definition;
    }
}
