package contract

import (
	"go/ast"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// transient are the keys of the transient map that a function looks at, with
// the shape of the JSON that it reads from there as far as that can be seen
// in the function itself.
func (s *Source) transient(f *ast.FuncDecl) []Parameter {
	if f.Body == nil {
		return nil
	}
	l := &looker{source: s, maps: map[string]bool{}, values: map[string]int{}, types: map[string]ast.Expr{}}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			l.assign(n)
		case *ast.ValueSpec:
			for _, name := range n.Names {
				if n.Type != nil {
					l.types[name.Name] = n.Type
				}
			}
		case *ast.TypeSpec:
			l.types["type "+n.Name.Name] = n.Type
		case *ast.IndexExpr:
			l.key(n)
		case *ast.CallExpr:
			l.unmarshal(n)
		}
		return true
	})
	return l.list
}

// looker goes through a function for its transient keys.
type looker struct {
	source *Source
	list   []Parameter
	maps   map[string]bool // variables with the transient map
	values map[string]int  // variables with a value of it, by place in list
	// types are those of variables, and after "type " those that are declared
	// in the function.
	types map[string]ast.Expr
}

func (l *looker) assign(n *ast.AssignStmt) {
	id, ok := n.Lhs[0].(*ast.Ident)
	if !ok || len(n.Rhs) != 1 {
		return
	}
	if call, ok := n.Rhs[0].(*ast.CallExpr); ok && called(call) == "GetTransient" {
		l.maps[id.Name] = true
	}
	if at, ok := l.key(n.Rhs[0]); ok {
		l.values[id.Name] = at
	}
	if kind := typeOfValue(n.Rhs[0]); kind != nil {
		l.types[id.Name] = kind
	}
}

// key notes m["key"] of a transient map, and says where it stands in the list.
func (l *looker) key(e ast.Expr) (int, bool) {
	index, ok := e.(*ast.IndexExpr)
	if !ok {
		return 0, false
	}
	id, ok := index.X.(*ast.Ident)
	key, isText := l.source.text(index.Index)
	if !ok || !l.maps[id.Name] || !isText || len(key) > maxName {
		return 0, false
	}
	at := slices.IndexFunc(l.list, func(p Parameter) bool { return p.Name == key })
	if at < 0 {
		at, l.list = len(l.list), append(l.list, Parameter{key, &Schema{}})
	}
	return at, true
}

// unmarshal reads json.Unmarshal(value, &into).
func (l *looker) unmarshal(n *ast.CallExpr) {
	if called(n) != "Unmarshal" || len(n.Args) != 2 {
		return
	}
	at, ok := l.key(n.Args[0])
	if id, isIdent := n.Args[0].(*ast.Ident); isIdent {
		at, ok = l.values[id.Name]
	}
	if into := l.types[variable(n.Args[1])]; ok && into != nil {
		l.list[at].Schema = l.source.shape(into, l.types, 0)
	}
}

// variable is x of x and of &x.
func variable(e ast.Expr) string {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return ""
	}
	return id.Name
}

// typeOfValue is T of T{}, &T{} and new(T).
func typeOfValue(e ast.Expr) ast.Expr {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return e.Type
	case *ast.CallExpr:
		if called(e) == "new" && len(e.Args) == 1 {
			return e.Args[0]
		}
	}
	return nil
}

// text is a string that is written, or a constant's.
func (s *Source) text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.Ident:
		text, ok := s.constants[e.Name]
		return text, ok
	case *ast.SelectorExpr:
		text, ok := s.constants[e.Sel.Name]
		return text, ok
	}
	return stringOf(e)
}

// shape is the JSON that encoding/json makes of a type.
func (s *Source) shape(e ast.Expr, local map[string]ast.Expr, depth int) *Schema {
	if depth > deep {
		return &Schema{}
	}
	switch t := e.(type) {
	case *ast.StarExpr:
		return s.shape(t.X, local, depth+1)
	case *ast.ArrayType:
		if id, ok := t.Elt.(*ast.Ident); ok && id.Name == "byte" {
			return &Schema{Type: "string"}
		}
		return &Schema{Type: "array", Items: s.shape(t.Elt, local, depth+1)}
	case *ast.MapType:
		return &Schema{Type: "object", Values: s.shape(t.Value, local, depth+1)}
	case *ast.StructType:
		return s.shapeOfStruct(t, local, depth)
	case *ast.SelectorExpr:
		if t.Sel.Name == "Time" {
			return &Schema{Type: "string", Format: "date-time"}
		}
		return &Schema{}
	case *ast.Ident:
		if kind := basic(t.Name); kind != nil {
			return kind
		}
		if named := local["type "+t.Name]; named != nil {
			return s.shape(named, local, depth+1)
		}
		if named := s.types[t.Name]; named != nil {
			return s.shape(named, local, depth+1)
		}
	}
	return &Schema{}
}

func basic(name string) *Schema {
	switch {
	case name == "string":
		return &Schema{Type: "string"}
	case name == "bool":
		return &Schema{Type: "boolean"}
	case strings.HasPrefix(name, "float"):
		return &Schema{Type: "number"}
	case name == "int" || name == "uint" || name == "byte" || strings.HasPrefix(name, "int") && isDigits(name[3:]),
		strings.HasPrefix(name, "uint") && isDigits(name[4:]):
		return &Schema{Type: "integer", Format: name}
	}
	return nil
}

func isDigits(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

func (s *Source) shapeOfStruct(t *ast.StructType, local map[string]ast.Expr, depth int) *Schema {
	object := &Schema{Type: "object"}
	for _, field := range t.Fields.List {
		kind := s.shape(field.Type, local, depth+1)
		if len(field.Names) == 0 {
			object.Properties = append(object.Properties, kind.Properties...)
			continue
		}
		name, options := "", ""
		if field.Tag != nil {
			if tag, err := strconv.Unquote(field.Tag.Value); err == nil {
				name, options, _ = strings.Cut(reflect.StructTag(tag).Get("json"), ",")
			}
		}
		if !field.Names[0].IsExported() || name == "-" && options == "" {
			continue
		}
		for _, id := range field.Names {
			p := Property{Name: name, Required: !strings.Contains(options, "omitempty"), Schema: kind}
			if name == "" {
				p.Name = id.Name
			}
			object.Properties = append(object.Properties, p)
		}
	}
	return object
}
