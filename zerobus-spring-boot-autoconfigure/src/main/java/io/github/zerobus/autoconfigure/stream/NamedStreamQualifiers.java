package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.autoconfigure.StreamNames;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Adds the qualifier to the beans of named streams and disables inferred destroy methods, neither of which a registrar
 * can express. The streams are closed by {@link StreamCloser}.
 */
final class NamedStreamQualifiers implements BeanFactoryPostProcessor, PriorityOrdered {

    private final Set<String> names;

    NamedStreamQualifiers(Set<String> names) {
        this.names = names;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            // Spring cannot generate code for qualifiers of such beans; this processor runs again when the application
            // starts.
            return;
        }
        for (String name : names) {
            describe(beans, NamedStreams.streamBean(name), name);
            describe(beans, NamedStreams.templateBean(name), name);
        }
        // Other processors see merged definitions, which are cached.
        beans.clearMetadataCache();
    }

    private static void describe(ConfigurableListableBeanFactory beans, String bean, String name) {
        if (beans.containsBeanDefinition(bean)
                && beans.getBeanDefinition(bean) instanceof AbstractBeanDefinition definition) {
            definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
            definition.setDestroyMethodName("");
            // Analyses of several candidates say where each of them is defined.
            definition.setResourceDescription(StreamNames.prefix(name));
        }
    }

    /** Before the processor of test frameworks that replaces beans by qualifier. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
