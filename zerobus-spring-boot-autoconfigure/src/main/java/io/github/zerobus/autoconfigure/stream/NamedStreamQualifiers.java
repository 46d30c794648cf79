package io.github.zerobus.autoconfigure.stream;

import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.context.aot.AbstractAotProcessor;

/** What a registrar cannot say of the beans of named streams: their qualifier, and that closing them is ours. */
final class NamedStreamQualifiers implements BeanFactoryPostProcessor {

    private final Set<String> names;

    NamedStreamQualifiers(Set<String> names) {
        this.names = names;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            // Spring cannot generate qualifiers for what a registrar registers; this runs again with the application.
            return;
        }
        for (String name : names) {
            describe(beans, NamedStreams.streamBean(name), name);
            describe(beans, NamedStreams.templateBean(name), name);
        }
    }

    private static void describe(ConfigurableListableBeanFactory beans, String bean, String name) {
        if (beans.containsBeanDefinition(bean)
                && beans.getBeanDefinition(bean) instanceof AbstractBeanDefinition definition) {
            definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
            definition.setDestroyMethodName("");
        }
    }
}
