"""Networks laid out as torch.onnx.export lays them: Gemm with transB, LSTM between two Transposes, states as inputs.
Written with onnx.helper, so that nobody needs the gigabytes of PyTorch; the weights are chance."""
import numpy as np
from onnx import helper

from graph import constant, model, node, value
from kept import Kept, cases_of_floats


def models():
    yield mlp('mlp', 'Gemm, Relu, Gemm: 30-64-1, dynamic batch; for the benches', 'batch')
    yield mlp('mlp-one', 'The same with the batch fixed at 1', 1)
    yield mlp('mlp-four', 'The same with the batch fixed at 4', 4)
    yield mlp('mlp-float16', 'The same in FP16', 'batch', np.float16)
    yield conv()
    yield lstm('lstm', 'Two LSTM layers of 64 over [N,10,35], batch first; for the benches', states_of='zeros')
    yield lstm('lstm-batch-of-one', 'An LSTM of 8 whose zero states were exported for a batch of one, as a torch.onnx.export '
               'without care does: the batch looks dynamic and is not', states_of='one', hidden=8, width=5)
    yield lstm_with_states()
    yield sequence()


def weights(chance, *shape, dtype=np.float32):
    """Uniform within ± 1 / √ fan-in, as PyTorch begins."""
    bound = 1 / np.sqrt(shape[-1])
    return chance.uniform(-bound, bound, shape).astype(dtype)


def mlp(name, about, batch, dtype=np.float32):
    chance = np.random.default_rng(1)
    kind = np.dtype(dtype).name
    made = model(
        [value('input', kind, [batch, 30])], [value('output', kind, [batch, 1])],
        [node('Gemm', 'input 0.weight 0.bias', '/0/Gemm_output_0', transB=1),
         node('Relu', '/0/Gemm_output_0', '/1/Relu_output_0'),
         node('Gemm', '/1/Relu_output_0 2.weight 2.bias', 'output', transB=1)],
        [constant('0.weight', weights(chance, 64, 30, dtype=dtype)), constant('0.bias', weights(chance, 64, dtype=dtype)),
         constant('2.weight', weights(chance, 1, 64, dtype=dtype)), constant('2.bias', weights(chance, 1, dtype=dtype))])
    rows = chance.normal(size=(5, 30)).astype(dtype)
    return Kept(name, about, made, cases(batch, rows))


def cases(batch, rows):
    if batch == 'batch':
        return cases_of_floats('input', rows, rows.dtype)
    return {'rows': {'input': rows[:batch]}, 'another batch': {'input': rows[:batch + 1]}}


def conv():
    chance = np.random.default_rng(2)
    made = model(
        [value('image', 'float32', ['batch', 1, 8, 8])], [value('logits', 'float32', ['batch', 10])],
        [node('Conv', 'image conv.weight conv.bias', 'c', kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1]),
         node('Relu', 'c', 'r'),
         node('MaxPool', 'r', 'p', kernel_shape=[2, 2], strides=[2, 2]),
         node('Flatten', 'p', 'f', axis=1),
         node('Gemm', 'f fc.weight fc.bias', 'logits', transB=1)],
        [constant('conv.weight', weights(chance, 4, 1, 3, 3)), constant('conv.bias', weights(chance, 4)),
         constant('fc.weight', weights(chance, 10, 64)), constant('fc.bias', weights(chance, 10))])
    images = chance.uniform(0, 1, (3, 1, 8, 8))
    return Kept('conv', 'Conv, Relu, MaxPool, Gemm over images [N,1,8,8]', made, cases_of_floats('image', images))


def layer(chance, n, width, hidden):
    return [constant(f'W{n}', weights(chance, 1, 4 * hidden, width)), constant(f'R{n}', weights(chance, 1, 4 * hidden, hidden)),
            constant(f'B{n}', weights(chance, 1, 8 * hidden))]


def lstm(name, about, states_of, hidden=64, width=35, steps=10):
    """nn.LSTM(batch_first=True) of two layers and a Linear on the last step."""
    chance = np.random.default_rng(3)
    zeros, given = zero_states(states_of, hidden)
    made = model(
        [value('input', 'float32', ['batch', steps, width])], [value('output', 'float32', ['batch', 1])],
        [node('Transpose', 'input', 't', perm=[1, 0, 2]), *zeros,
         helper.make_node('LSTM', ['t', 'W0', 'R0', 'B0', '', 'zeros', 'zeros'], ['y0'], hidden_size=hidden),
         node('Squeeze', 'y0 one', 's0'),
         helper.make_node('LSTM', ['s0', 'W1', 'R1', 'B1', '', 'zeros', 'zeros'], ['y1'], hidden_size=hidden),
         node('Squeeze', 'y1 one', 's1'),
         node('Gather', 's1 last', 'end', axis=0),
         node('Gemm', 'end fc.weight fc.bias', 'output', transB=1)],
        [*layer(chance, 0, width, hidden), *layer(chance, 1, hidden, hidden), *given,
         constant('one', np.array([1])), constant('last', np.array(-1)),
         constant('fc.weight', weights(chance, 1, hidden)), constant('fc.bias', weights(chance, 1))])
    return Kept(name, about, made, cases_of_floats('input', chance.normal(size=(4, steps, width))))


def zero_states(states_of, hidden):
    """Of as many rows as the input has, or of one: then the batch is a constant of the graph."""
    if states_of == 'one':
        return [], [constant('zeros', np.zeros((1, 1, hidden), np.float32))]
    return [
        node('Shape', 'input', 'shape', start=0, end=1),
        node('Concat', 'one shape hidden', 'states', axis=0),
        node('ConstantOfShape', 'states', 'zeros'),
    ], [constant('hidden', np.array([hidden]))]


def lstm_with_states():
    """States come in and go out as [layers, N, hidden]: the batch is the second dimension of four of the six."""
    chance, hidden, width = np.random.default_rng(4), 8, 5
    state = lambda name: value(name, 'float32', [1, 'batch', hidden])
    made = model(
        [value('input', 'float32', ['batch', 'sequence', width]), state('h0'), state('c0')],
        [value('output', 'float32', ['batch', 'sequence', hidden]), state('hn'), state('cn')],
        [node('Transpose', 'input', 't', perm=[1, 0, 2]),
         helper.make_node('LSTM', ['t', 'W0', 'R0', 'B0', '', 'h0', 'c0'], ['y', 'hn', 'cn'], hidden_size=hidden),
         node('Squeeze', 'y one', 's'),
         node('Transpose', 's', 'output', perm=[1, 0, 2])],
        [*layer(chance, 0, width, hidden), constant('one', np.array([1]))])
    draw = lambda *shape: chance.normal(size=shape).astype(np.float32)
    given = lambda n, steps: {'input': draw(n, steps, width), 'h0': draw(1, n, hidden), 'c0': draw(1, n, hidden)}
    return Kept('lstm-states', 'An LSTM whose states are inputs and outputs, [1,N,8]', made,
                {'rows': given(3, 4), 'one row': given(1, 4), 'one step': given(2, 1)})


def sequence():
    chance = np.random.default_rng(5)
    made = model(
        [value('tokens', 'int64', ['batch', 'sequence'])], [value('pooled', 'float32', ['batch', 6])],
        [node('Gather', 'embedding tokens', 'e', axis=0), node('ReduceMean', 'e', 'm', axes=[1], keepdims=0),
         node('Gemm', 'm fc.weight fc.bias', 'pooled', transB=1)],
        [constant('embedding', weights(chance, 50, 8)), constant('fc.weight', weights(chance, 6, 8)),
         constant('fc.bias', weights(chance, 6))])
    tokens = lambda *shape: {'tokens': chance.integers(0, 50, shape)}
    return Kept('sequence', 'Embedding, mean, Gemm over tokens [N,L]: the second dimension is open too', made,
                {'rows': tokens(3, 7), 'one row': tokens(1, 7), 'another length': tokens(2, 2), 'no rows': tokens(0, 4),
                 'no tokens': tokens(2, 0)})
