package io.github.zerobus.autoconfigure;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;

/**
 * Checks all keys and types of values before a bean uses them, also those that only conditions read: a condition takes
 * a value that is not a boolean as false.
 */
final class PropertyValidation implements BeanFactoryPostProcessor, PriorityOrdered {

    private final Environment environment;

    PropertyValidation(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        Binder binder = Binder.get(environment);
        if (!binder.bind("zerobus.enabled", Boolean.class).orElse(true)) {
            return;
        }
        UnknownKeys.check(environment);
        if (!Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            // At build time, placeholders may have no value.
            binder.bind(
                    "zerobus", Bindable.of(ZerobusProperties.class), new IgnoreTopLevelConverterNotFoundBindHandler());
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
