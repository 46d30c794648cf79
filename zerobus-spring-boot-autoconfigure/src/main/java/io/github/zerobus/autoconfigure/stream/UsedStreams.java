package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.autoconfigure.RealStreams;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.TemplateStreams;
import io.github.zerobus.template.ZerobusTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Selects the streams to open. A test that replaces a template by a mock must connect to nothing; if another bean uses
 * the stream nevertheless, it opens at its first use.
 */
final class UsedStreams {

    private static final String STREAM = "ZerobusStream";

    private UsedStreams() {}

    static List<MultiplexedStream> of(ListableBeanFactory beans) {
        Map<String, MultiplexedStream> all = new LinkedHashMap<>(beans.getBeansOfType(MultiplexedStream.class));
        all.entrySet().removeIf(stream -> isReplaced(beans, templateOf(stream.getKey()), stream.getValue()));
        return RealStreams.of(all.values());
    }

    private static String templateOf(String streamBean) {
        return streamBean.endsWith(STREAM)
                ? NamedStreams.templateBean(streamBean.substring(0, streamBean.length() - STREAM.length()))
                : "zerobusTemplate";
    }

    private static boolean isReplaced(ListableBeanFactory beans, String template, MultiplexedStream stream) {
        if (!beans.containsBean(template)) {
            return false;
        }
        Object bean = beans.getBean(template);
        return bean instanceof ZerobusTemplate ours ? !TemplateStreams.sends(ours, stream) : isMock(bean);
    }

    /** A mock of an interface has a class of its own. */
    private static boolean isMock(Object bean) {
        return bean.getClass().getName().contains("$MockitoMock$");
    }
}
