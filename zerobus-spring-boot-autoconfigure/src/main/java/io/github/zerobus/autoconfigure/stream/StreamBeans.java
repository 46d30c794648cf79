package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.DeadLetterHandler;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.stream.SubStreamSelector;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the bean of a type for a stream: the one whose qualifier is the name of the stream, or else the one that has no
 * stream's name as its qualifier.
 */
final class StreamBeans {

    private final ConfigurableListableBeanFactory beans;

    /** Names of all streams. */
    private final Set<String> streams;

    StreamBeans(ConfigurableListableBeanFactory beans, Set<String> streams) {
        this.beans = beans;
        this.streams = streams;
    }

    @Nullable
    SubStreamSelector selector(String stream) {
        String bean = name(stream, SubStreamSelector.class);
        return bean == null ? null : beans.getBean(bean, SubStreamSelector.class);
    }

    /**
     * Returns a handler that looks up the bean for each dead letter. The bean may depend on the template of a stream,
     * to send dead letters to another table, and must not be created before that stream.
     */
    @Nullable
    DeadLetterHandler deadLetterHandler(String stream) {
        String bean = name(stream, DeadLetterHandler.class);
        return bean == null
                ? null
                : letter -> beans.getBean(bean, DeadLetterHandler.class).handle(letter);
    }

    private @Nullable String name(String stream, Class<?> type) {
        List<String> all = List.of(beans.getBeanNamesForType(type));
        List<String> own = all.stream().filter(bean -> isFor(stream, bean)).toList();
        List<String> candidates = own.isEmpty()
                ? all.stream()
                        .filter(bean -> streams.stream().noneMatch(name -> isFor(name, bean)))
                        .toList()
                : own;
        return candidates.isEmpty() ? null : only(stream, type, candidates);
    }

    private boolean isFor(String stream, String bean) {
        return BeanFactoryAnnotationUtils.isQualifierMatch(stream::equals, bean, beans);
    }

    private String only(String stream, Class<?> type, List<String> candidates) {
        List<String> primary = candidates.stream().filter(this::isPrimary).toList();
        return Stream.of(candidates, primary)
                .filter(list -> list.size() == 1)
                .findFirst()
                .orElseThrow(() -> new ZerobusConfigurationException(
                        "There are several " + type.getSimpleName() + " beans for stream '" + stream + "': "
                                + String.join(", ", candidates),
                        "Set the qualifier '" + stream
                                + "' on the bean for this stream, or mark one of them as primary."))
                .get(0);
    }

    private boolean isPrimary(String bean) {
        return beans.containsBeanDefinition(bean)
                && beans.getMergedBeanDefinition(bean).isPrimary();
    }
}
