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
 * The application's selectors: one whose qualifier is a stream's name is for that stream, another one for all streams
 * that have none of their own.
 *
 * @param streams names of all
 */
record SubStreamSelectors(ConfigurableListableBeanFactory beans, Set<String> streams) {

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
                        "Stream '" + stream + "' has several SubStreamSelector beans to choose from: "
                                + String.join(", ", candidates),
                        "Give the one that is meant for it the qualifier '" + stream
                                + "', or make one of them primary."))
                .get(0);
    }

    private boolean isPrimary(String bean) {
        return beans.containsBeanDefinition(bean)
                && beans.getMergedBeanDefinition(bean).isPrimary();
    }
}
