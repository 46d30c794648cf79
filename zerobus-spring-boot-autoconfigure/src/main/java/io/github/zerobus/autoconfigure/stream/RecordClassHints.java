package io.github.zerobus.autoconfigure.stream;

import com.google.protobuf.MessageLite;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.records.RecordReflection;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ReflectionUtils;

/** Registers reflection hints for the record classes that are configured at build time of a native image. */
final class RecordClassHints implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        Environment environment =
                beanFactory.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME, Environment.class);
        Set<Class<?>> types = types(environment);
        return types.isEmpty()
                ? null
                : (context, code) -> types.forEach(
                        type -> register(type, context.getRuntimeHints().reflection()));
    }

    private static Set<Class<?>> types(Environment environment) {
        Binder binder = Binder.get(environment);
        Set<Class<?>> types = new LinkedHashSet<>();
        binder.bind("zerobus.stream.record-class", Class.class).ifBound(types::add);
        for (String name : StreamNames.of(environment)) {
            binder.bind(
                            ConfigurationPropertyName.adapt(StreamNames.prefix(name) + ".record-class", '.'),
                            Bindable.of(Class.class))
                    .ifBound(types::add);
        }
        return types;
    }

    private static void register(Class<?> type, ReflectionHints hints) {
        if (MessageLite.class.isAssignableFrom(type)) {
            Method descriptor = ReflectionUtils.findMethod(type, "getDescriptor");
            if (descriptor != null) {
                hints.registerMethod(descriptor, ExecutableMode.INVOKE);
            }
            return;
        }
        RecordReflection members = RecordReflection.of(type);
        // Fields too: public ones are read, and Jackson finds annotations there.
        members.types().forEach(found -> hints.registerType(found, MemberCategory.ACCESS_DECLARED_FIELDS));
        members.getters().forEach(getter -> hints.registerMethod(getter, ExecutableMode.INVOKE));
        members.writers().forEach(writer -> hints.registerType(writer, MemberCategory.INVOKE_DECLARED_METHODS));
    }
}
