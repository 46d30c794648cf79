package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.stream.SubStreamSelector;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the selector bean of a stream: the one whose qualifier is the name of the stream, or else the one that has no
 * stream's name as its qualifier.
 */
final class SubStreamSelectors {

    private final ConfigurableListableBeanFactory beans;

    /** Names of all streams. */
    private final Set<String> streams;

    SubStreamSelectors(ConfigurableListableBeanFactory beans, Set<String> streams) {
        this.beans = beans;
        this.streams = streams;
    }

    @Nullable
    SubStreamSelector of(String stream) {
        List<String> all = List.of(beans.getBeanNamesForType(SubStreamSelector.class));
        List<String> own = all.stream().filter(bean -> isFor(stream, bean)).toList();
        List<String> candidates = own.isEmpty()
                ? all.stream()
                        .filter(bean -> streams.stream().noneMatch(name -> isFor(name, bean)))
                        .toList()
                : own;
        return candidates.isEmpty() ? null : beans.getBean(only(stream, candidates), SubStreamSelector.class);
    }

    private boolean isFor(String stream, String bean) {
        return BeanFactoryAnnotationUtils.isQualifierMatch(stream::equals, bean, beans);
    }

    private String only(String stream, List<String> candidates) {
        List<String> primary = candidates.stream().filter(this::isPrimary).toList();
        return Stream.of(candidates, primary)
                .filter(list -> list.size() == 1)
                .findFirst()
                .orElseThrow(() -> new ZerobusConfigurationException(
                        "There are several SubStreamSelector beans for stream '" + stream + "': "
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
